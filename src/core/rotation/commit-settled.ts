import type { AuditEvent } from '../audit/audit-event.ts'
import type { Change, Held, PartId, Snapshot } from '../ports/records.ts'
import { recordPart } from '../request/move.ts'
import { isEnd } from '../request/state.ts'
import { duesOf } from './commit-next.ts'
import { expectOf, follow, type Intent, isRecord, type Run } from './intent.ts'
import { goesOn, joinedNext } from './joined-next.ts'
import type { Go } from './next.ts'
import type { Settled } from './settle.ts'
import { tokenOf } from './token-of.ts'

/** The snapshot as it is once the result is committed: the subject as it was put, its intent closed. */
const afterwards = <Subject>({ snapshot, subjects }: Run<Subject>, { put }: Settled<Subject>): Snapshot => {
  const { record, parts = [] } = subjects.put(put)
  const changed = parts.map((part) => [part.id, { value: part, ver: snapshot.parts.get(part.id)?.ver ?? 0 }] as const)
  const { value, ver } = snapshot.record
  return {
    record: record === undefined ? { value, ver } : { value: record, ver },
    parts: new Map([...snapshot.parts, ...changed]),
  }
}

/** The transition that the result brings about at once, if any: it goes into the same commit. */
const broughtAbout = <Subject>(run: Run<Subject>, result: Settled<Subject>, now: number): Go | undefined => {
  if (!result.tellsRecord) return undefined
  const next = joinedNext(afterwards(run, result), { now, settings: run.tools.settings })
  const isPlain = next.kind === 'go' && next.parts === undefined && next.unlessAfter === undefined
  return isPlain && next.locks?.take === undefined ? next : undefined
}

const versionsOf = (parts: ReadonlyMap<PartId, Held<unknown>>): Record<PartId, number> =>
  Object.fromEntries([...parts].map(([id, { ver }]) => [id, ver]))

const changeOf = <Subject>(run: Run<Subject>, intent: Intent, result: Settled<Subject>, now: number): Change => {
  const { tools, snapshot, subjects } = run
  const { account, id } = snapshot.record.value
  const { partId } = subjects
  const token = tokenOf(run)
  const events = result.events.map((event): AuditEvent => ({ ...(token === undefined ? {} : { token }), ...event }))
  const wakesRecord = result.tellsRecord && !isRecord(partId)
  return {
    op: tools.ids.next(),
    account,
    id,
    expect: expectOf(partId, intent),
    ...subjects.put(result.put),
    release: [partId],
    due: { [partId]: result.due, ...(wakesRecord ? { [recordPart]: now } : {}) },
    events,
    owed: result.owed,
  }
}

/** Both in one: only while nothing of the record has moved since it was loaded, for the transition was decided on that. */
const joined = <Subject>(run: Run<Subject>, intent: Intent, change: Change, next: Go, now: number): Change => {
  const own = isRecord(run.subjects.partId) ? {} : { [run.subjects.partId]: intent.ver }
  return {
    ...change,
    op: run.tools.ids.next(),
    expect: { record: intent.record, parts: { ...versionsOf(run.snapshot.parts), ...own } },
    record: next.record,
    // What has ended is due no more: the store sees to that.
    due: isEnd(next.record.state) ? {} : { ...change.due, ...duesOf(next.due ?? now, next.wakes ?? [], now) },
    events: [...change.events, ...(next.events ?? [])],
    owed: [...(change.owed ?? []), ...(next.owed ?? [])],
    ...(next.locks === undefined ? {} : { locks: next.locks }),
  }
}

/** Commits what a step came to, with the transition that it brings about; gives the parts to look at next. */
export const commitSettled = async <Subject>(
  run: Run<Subject>,
  intent: Intent,
  result: Settled<Subject>,
): Promise<readonly PartId[]> => {
  const { tools, subjects } = run
  const { partId } = subjects
  const now = tools.clock.now()
  const change = changeOf(run, intent, result, now)
  const again = result.due !== 'never' && result.due <= now ? [partId] : []
  const next = broughtAbout(run, result, now)
  if (next !== undefined) {
    const both = joined(run, intent, change, next, now)
    if ((await tools.records.commit(both)).kind === 'ok')
      return [...new Set([...again, ...(next.wakes ?? []), ...(goesOn(next, now) ? [recordPart] : [])])]
  }
  follow(partId, intent, await tools.records.commit(change))
  return result.tellsRecord && !isRecord(partId) ? [...again, recordPart] : again
}
