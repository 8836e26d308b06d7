import { samePerson } from '../../people/same-person.ts'
import type { RecordKey } from '../../ports/records.ts'
import type { Applied } from '../apply-move.ts'
import { type Answer, type Call, show } from '../call.ts'
import { inTheWay } from '../views/plan-view.ts'
import { sentenceView } from '../views/words.ts'
import { abandonToMakeWay } from './steer-rotation.ts'

/** It is on its way back, has ended, or has not begun: it is not in the way, or makes way by itself. */
const makesWay = ['already', 'ended', 'early', 'unknown']

const stays = (applied: Applied): boolean => applied.kind === 'refused' && !makesWay.includes(applied.refusal.code)

/**
 * *Abandon R42 and rotate*: what a leaked token's rotation waits for goes back, and approval is asked for (`ask`). Where one
 * may not be abandoned, nothing is asked for, and it is said why.
 */
export const makeWay =
  (ask: (call: Call, key: RecordKey) => Promise<Answer>) =>
  async (call: Call, key: RecordKey): Promise<Answer> => {
    const record = (await call.tools.records.load(key))?.record.value
    const isOpen = record?.state === 'asked' && call.tools.clock.now() < (record.lapsesAt ?? 0)
    if (record === undefined || !isOpen || !samePerson(record.asker, call.person)) return ask(call, key)
    for (const id of inTheWay(record.plan)) {
      const applied = await abandonToMakeWay(call, { account: record.account, id })
      if (applied.kind === 'refused' && stays(applied))
        return show(sentenceView(`${applied.refusal.sentence} ${key.id} was not asked for.`))
    }
    return ask(call, key)
  }
