import type { DueItem, Held, PartId, RecordKey, Snapshot } from '../ports/records.ts'
import { recordPart } from '../request/move.ts'
import type { Part } from '../request/part.ts'
import { type After, nothingMore, type Taken } from './after.ts'
import { AtWork } from './at-work.ts'
import { rested } from './calm.ts'
import { commitNext } from './commit-next.ts'
import type { EngineTools } from './engine-tools.ts'
import { isInFlight } from './in-flight.ts'
import type { Subjects } from './intent.ts'
import { goesOn, joinedNext } from './joined-next.ts'
import { letGo } from './let-go.ts'
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
const letRest = async (tools: EngineTools, { record }: Snapshot, held: Held<Part>, taken?: Taken): Promise<After> => {
  const { account, id } = record.value
  const part = held.value
  const committed = await tools.records.commit({
    op: tools.ids.next(),
    account,
    id,
    expect: { record: record.ver, parts: { [part.id]: held.ver } },
    ...(part.waitsUntil === undefined ? {} : { parts: [rested(part)] }),
    ...(taken === undefined ? {} : { release: [part.id] }),
    due: { [part.id]: 'never' },
    events: [],
  })
  const tellsRecord = part.waitsUntil !== undefined || taken !== undefined
  return committed.kind === 'ok' && tellsRecord ? { wakes: [recordPart] } : nothingMore
}

const handlePart = async (tools: EngineTools, snapshot: Snapshot, id: string, taken?: Taken): Promise<After> => {
  const held = snapshot.parts.get(id)
  if (held === undefined) return nothingMore
  const step = stepOf(snapshot, held, situationOf(tools))
  if (step === undefined) return letRest(tools, snapshot, held, taken)
  const subjects = partSubjects(tools, snapshot, id)
  const intent = taken === undefined ? {} : { taken }
  const { name, acts } = step
  const stillActs = () => stepOf(snapshot, held, situationOf(tools))?.acts === true
  return runStep({ tools, snapshot, held, subjects, acts, stillActs, name, step: step.run, ...intent })
}

const handleRecord = async (tools: EngineTools, snapshot: Snapshot, taken?: Taken): Promise<After> => {
  const now = tools.clock.now()
  const next = joinedNext(snapshot, { ...situationOf(tools), now })
  if (next.kind === 'step') return runRecordStep(tools, snapshot, { name: next.step, taken })
  if (taken !== undefined) await letGo(tools, snapshot.record.value, { part: recordPart, ver: snapshot.record.ver })
  if (next.kind === 'locks') return { wakes: await askForLocks(tools, snapshot, next.want) }
  const committed = await commitNext(tools, snapshot, next)
  if (committed.kind !== 'ok') return committed.kind === 'moved' ? { wakes: [recordPart] } : nothingMore
  return { wakes: [...(next.wakes ?? []), ...(goesOn(next, now) ? [recordPart] : [])] }
}

const isDue = (tools: EngineTools, snapshot: Snapshot, part: string): boolean => {
  if (part === recordPart) return true
  const value = snapshot.parts.get(part)?.value
  return value !== undefined && (value.waitsUntil ?? 0) <= tools.clock.now()
}

/** What a handle looks at next; `taken`: under an intent that stands already. */
interface Look {
  readonly part: PartId
  readonly taken?: Taken
}

const isPart = ({ part }: Look): boolean => part !== recordPart

const asLooks = ({ wakes, taken }: After): readonly Look[] =>
  wakes.map((part) => (taken?.part === part ? { part, taken } : { part }))

/** One process' engine: what it may use, and what it is at work on. */
interface Desk {
  readonly tools: EngineTools
  readonly atWork: AtWork
}

const turn = async ({ tools }: Desk, key: RecordKey, { part, taken }: Look): Promise<After> => {
  const snapshot = taken?.snapshot ?? (await tools.records.load(key))
  if (snapshot === undefined || !isDue(tools, snapshot, part)) return nothingMore
  return part === recordPart ? handleRecord(tools, snapshot, taken) : handlePart(tools, snapshot, part, taken)
}

/** Read anew: something else has happened since. */
const forgotten = ({ part, taken }: Look): Look =>
  taken === undefined ? { part } : { part, taken: { part: taken.part, ver: taken.ver } }

/** One turn, and once more for each time that was asked for meanwhile: that goes on where the one before came to. */
const turns = async (desk: Desk, key: RecordKey, look: Look): Promise<readonly Look[]> => {
  let next: Look | undefined = look
  let others: readonly Look[] = []
  const isDone = await desk.atWork.run(`${key.account}|${key.id}|${look.part}`, async () => {
    const looks = asLooks(await turn(desk, key, next ?? { part: look.part }))
    next = looks.find(({ part }) => part === look.part)
    others = [...others.map(forgotten), ...looks.filter((one) => one !== next)]
  })
  return !isDone || next === undefined ? others : [next, ...others]
}

/** What is not looked at next: parts go to whoever is free, the record waits for its turn, and neither under our intent. */
const leave = async ({ tools }: Desk, key: RecordKey, looks: readonly Look[]): Promise<readonly Look[]> => {
  for (const { taken } of looks) if (taken !== undefined) await letGo(tools, key, taken)
  const elsewhere = looks.filter(isPart).map(({ part }) => ({ ...key, part }))
  if (elsewhere.length > 0) await tools.wakeups.wake(elsewhere)
  return looks.some((look) => !isPart(look)) ? [{ part: recordPart }] : []
}

/** Turns wake-ups into steps: load, decide, act, commit, and on with whatever that made due. */
export const createEngine = (tools: EngineTools): Engine => {
  const desk = { tools, atWork: new AtWork() }
  return {
    handle: async ({ part, ...key }) => {
      let queue: readonly Look[] = [{ part }]
      for (let n = 0; n < maxTurns; n += 1) {
        const [here, ...rest] = queue
        if (here === undefined) return
        const woken = await turns(desk, key, here)
        const [first, ...others] = [...woken.filter(isPart), ...woken.filter((one) => !isPart(one)), ...rest]
        queue = first === undefined ? [] : [first, ...(await leave(desk, key, others))]
      }
      await leave(desk, key, queue)
      await tools.wakeups.wake([{ ...key, part }])
    },
  }
}
