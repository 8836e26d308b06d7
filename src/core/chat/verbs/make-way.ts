import { samePerson } from '../../people/same-person.ts'
import type { RecordKey } from '../../ports/records.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { Applied } from '../apply-move.ts'
import type { Answer, Call } from '../call.ts'
import { inTheWay } from '../views/plan-view.ts'
import { abandonToMakeWay } from './steer-rotation.ts'

/** It is on its way back, has ended, or has not begun: it is not in the way, or makes way by itself. */
const makesWay = ['already', 'ended', 'early', 'unknown']

const stays = (applied: Applied): boolean => applied.kind === 'refused' && !makesWay.includes(applied.refusal.code)

/** Asked for by this person, and not begun: what is in its way may go. Also when it was asked for by an earlier press. */
const isWaiting = ({ state, asker }: ActionRecord, { person }: Call): boolean =>
  ['requested', 'approved', 'queued'].includes(state) && samePerson(asker, person)

const alsoSaying = (answer: Answer, sentences: readonly string[]): Answer => {
  if (answer.kind !== 'view' || sentences.length === 0) return answer
  const { summary, blocks } = answer.view
  const more = sentences.map((sentence) => ({ kind: 'text', text: [sentence] }) as const)
  return { ...answer, view: { summary: [summary, ...sentences].join(' '), blocks: [...blocks, ...more] } }
}

/**
 * *Abandon R42 and rotate*: approval is asked for (`ask`), and only once it is, what the leaked token's rotation waits for
 * goes back: that cannot be undone. Where one may not be abandoned, the new one waits for its end in the queue, and it is
 * said why.
 */
export const makeWay =
  (ask: (call: Call, key: RecordKey) => Promise<Answer>) =>
  async (call: Call, key: RecordKey): Promise<Answer> => {
    const answer = await ask(call, key)
    const record = (await call.tools.records.load(key))?.record.value
    if (record === undefined || !isWaiting(record, call)) return answer
    const sentences: string[] = []
    for (const id of inTheWay(record.plan)) {
      const applied = await abandonToMakeWay(call, { account: record.account, id })
      if (applied.kind === 'refused' && stays(applied))
        sentences.push(`${applied.refusal.sentence} ${key.id} waits in the queue until ${id} has ended.`)
    }
    return alsoSaying(answer, sentences)
  }
