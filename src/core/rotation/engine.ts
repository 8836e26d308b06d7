import type { DueItem, Snapshot } from '../ports/records.ts'
import { recordPart } from '../request/move.ts'
import type { Part } from '../request/part.ts'
import { commitNext } from './commit-next.ts'
import type { EngineTools } from './engine-tools.ts'
import type { Subjects } from './intent.ts'
import { nextOf } from './next-of.ts'
import { runRecordStep } from './record-steps.ts'
import { runStep } from './run-step.ts'
import { stepOf } from './step-of.ts'

export interface Engine {
  /** Looks at one item and does what is next for it; goes on with what became due by that. */
  handle(item: DueItem): Promise<void>
}

/** One go through the loop is bounded: the rest is left to the next wake-up. */
const maxTurns = 200

const partSubjects = (snapshot: Snapshot, id: string): Subjects<Part> => ({
  partId: id,
  put: (part) => ({ parts: [part] }),
  dueAfter: (part, now) => {
    const next = stepOf(snapshot, { value: part, ver: 0 })
    return next === undefined || part.trouble !== undefined ? 'never' : now
  },
})

const handlePart = async (tools: EngineTools, snapshot: Snapshot, id: string): Promise<readonly string[]> => {
  const held = snapshot.parts.get(id)
  if (held === undefined) return []
  const step = stepOf(snapshot, held)
  const { account, id: record } = snapshot.record.value
  if (step === undefined) {
    await tools.records.commit({
      op: tools.ids.next(),
      account,
      id: record,
      expect: { record: snapshot.record.ver, parts: { [id]: held.ver } },
      due: { [id]: 'never' },
      events: [],
    })
    return []
  }
  const subjects = partSubjects(snapshot, id)
  const ran = await runStep({ tools, snapshot, held, subjects, acts: step.acts, name: step.name, step: step.run })
  return [...(ran.subject ? [id] : []), ...(ran.record ? [recordPart] : [])]
}

const handleRecord = async (tools: EngineTools, snapshot: Snapshot): Promise<readonly string[]> => {
  const now = tools.clock.now()
  const next = nextOf(snapshot, { now, settings: tools.settings })
  if (next.kind === 'step') return runRecordStep(tools, snapshot, next.step)
  const committed = await commitNext(tools, snapshot, next)
  if (committed.kind !== 'ok') return committed.kind === 'moved' ? [recordPart] : []
  const goesOn = next.kind === 'go' && (next.due === undefined || next.due === now)
  return [...(next.wakes ?? []), ...(goesOn ? [recordPart] : [])]
}

const isDue = (tools: EngineTools, snapshot: Snapshot, part: string): boolean => {
  if (part === recordPart) return true
  const value = snapshot.parts.get(part)?.value
  return value !== undefined && (value.waitsUntil ?? 0) <= tools.clock.now()
}

const isPart = (item: DueItem): boolean => item.part !== recordPart

/** Turns wake-ups into steps: load, decide, act, commit, and on with whatever that made due. */
export const createEngine = (tools: EngineTools): Engine => {
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
        const woken = await turn(here)
        const [first, ...others] = [...woken.filter(isPart), ...rest, ...woken.filter((one) => !isPart(one))]
        const elsewhere = others.filter(isPart)
        if (elsewhere.length > 0) await tools.wakeups.wake(elsewhere)
        queue = [first, ...others.filter((one) => !isPart(one)).slice(0, 1)].filter((one) => one !== undefined)
      }
      await tools.wakeups.wake([item])
    },
  }
}
