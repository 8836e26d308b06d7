import type { DueItem, Held, Snapshot } from '../ports/records.ts'
import { recordPart } from '../request/move.ts'
import type { Part } from '../request/part.ts'
import { AtWork } from './at-work.ts'
import { rested } from './calm.ts'
import { commitNext } from './commit-next.ts'
import type { EngineTools } from './engine-tools.ts'
import { isInFlight } from './in-flight.ts'
import type { Subjects } from './intent.ts'
import { goesOn, joinedNext } from './joined-next.ts'
import { askForLocks } from './lock-steps.ts'
import type { Situation } from './next.ts'
import { runRecordStep } from './record-steps.ts'
import { runStep } from './run-step.ts'
import { stepOf } from './step-of.ts'
import { pollStuckEveryMs } from './times.ts'

export interface Engine {
  /** Looks at one item and does what is next for it; goes on with what became due by that. */
  handle(item: DueItem): Promise<void>
}

/** One go through the loop is bounded: the rest is left to the next wake-up. */
const maxTurns = 200

const situationOf = ({ clock, settings }: EngineTools): Situation => ({ now: clock.now(), settings })

const partSubjects = (tools: EngineTools, snapshot: Snapshot, id: string): Subjects<Part> => ({
  partId: id,
  put: (part) => ({ parts: [part] }),
  dueAfter: (part, now) =>
    stepOf(snapshot, { value: part, ver: 0 }, situationOf(tools)) === undefined ? 'never' : now,
  dueInTrouble: (part, now) => (isInFlight(part) ? now + pollStuckEveryMs : 'never'),
})

/** Woken though nothing is to be done: it waits no longer, and the record says when it may go. */
const letRest = async (tools: EngineTools, { record }: Snapshot, held: Held<Part>): Promise<readonly string[]> => {
  const { account, id } = record.value
  const part = held.value
  const committed = await tools.records.commit({
    op: tools.ids.next(),
    account,
    id,
    expect: { record: record.ver, parts: { [part.id]: held.ver } },
    ...(part.waitsUntil === undefined ? {} : { parts: [rested(part)] }),
    due: { [part.id]: 'never' },
    events: [],
  })
  return committed.kind === 'ok' && part.waitsUntil !== undefined ? [recordPart] : []
}

const handlePart = async (tools: EngineTools, snapshot: Snapshot, id: string): Promise<readonly string[]> => {
  const held = snapshot.parts.get(id)
  if (held === undefined) return []
  const step = stepOf(snapshot, held, situationOf(tools))
  if (step === undefined) return letRest(tools, snapshot, held)
  const subjects = partSubjects(tools, snapshot, id)
  return runStep({ tools, snapshot, held, subjects, acts: step.acts, name: step.name, step: step.run })
}

const handleRecord = async (tools: EngineTools, snapshot: Snapshot): Promise<readonly string[]> => {
  const now = tools.clock.now()
  const next = joinedNext(snapshot, { ...situationOf(tools), now })
  if (next.kind === 'step') return runRecordStep(tools, snapshot, next.step)
  if (next.kind === 'locks') return askForLocks(tools, snapshot, next.want)
  const committed = await commitNext(tools, snapshot, next)
  if (committed.kind !== 'ok') return committed.kind === 'moved' ? [recordPart] : []
  return [...(next.wakes ?? []), ...(goesOn(next, now) ? [recordPart] : [])]
}

const isDue = (tools: EngineTools, snapshot: Snapshot, part: string): boolean => {
  if (part === recordPart) return true
  const value = snapshot.parts.get(part)?.value
  return value !== undefined && (value.waitsUntil ?? 0) <= tools.clock.now()
}

const isPart = (item: DueItem): boolean => item.part !== recordPart

/** Turns wake-ups into steps: load, decide, act, commit, and on with whatever that made due. */
export const createEngine = (tools: EngineTools): Engine => {
  const atWork = new AtWork()
  const turn = async (item: DueItem): Promise<readonly DueItem[]> => {
    const snapshot = await tools.records.load(item)
    if (snapshot === undefined || !isDue(tools, snapshot, item.part)) return []
    const woken =
      item.part === recordPart ? await handleRecord(tools, snapshot) : await handlePart(tools, snapshot, item.part)
    return woken.map((part) => ({ account: item.account, id: item.id, part }))
  }
  return {
    handle: async (item) => {
      let queue: readonly DueItem[] = [item]
      for (let turns = 0; turns < maxTurns; turns += 1) {
        const [here, ...rest] = queue
        if (here === undefined) return
        const woken = await atWork.run(`${here.account}|${here.id}|${here.part}`, () => turn(here))
        const [first, ...others] = [...woken.filter(isPart), ...rest, ...woken.filter((one) => !isPart(one))]
        const elsewhere = others.filter(isPart)
        if (elsewhere.length > 0) await tools.wakeups.wake(elsewhere)
        queue = [first, ...others.filter((one) => !isPart(one)).slice(0, 1)].filter((one) => one !== undefined)
      }
      await tools.wakeups.wake([item])
    },
  }
}
