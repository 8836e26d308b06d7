import type { Change, Committed, PartId, Snapshot, Versions } from '../ports/records.ts'
import { recordPart } from '../request/move.ts'
import { isEnd } from '../request/state.ts'
import type { After } from './after.ts'
import { duesOf, versionsOf } from './commit-next.ts'
import { goesOnHere } from './goes-on-here.ts'
import { expectOf, follow, type Intent, isRecord, type Run } from './intent.ts'
import { goesOn, joinedNext } from './joined-next.ts'
import type { Go } from './next.ts'
import type { Settled } from './settle.ts'
import { takenIn } from './taken-in.ts'
import { withToken } from './token-of.ts'

/** The snapshot as it is once the result is committed: the subject as it was put, its intent closed. */
const afterwards = <Subject>({ snapshot, subjects }: Run<Subject>, { put }: Settled<Subject>): Snapshot => {
  const { record, parts = [] } = subjects.put(put)
  const changed = parts.map((part) => [part.id, { value: part, ver: snapshot.parts.get(part.id)?.ver ?? 0 }] as const)
  return {
    record: record === undefined ? snapshot.record : { value: record, ver: snapshot.record.ver },
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

const changeOf = <Subject>(run: Run<Subject>, intent: Intent, result: Settled<Subject>, now: number): Change => {
  const { tools, snapshot, subjects } = run
  const { account, id } = snapshot.record.value
  const { partId } = subjects
  const wakesRecord = result.tellsRecord && !isRecord(partId)
  return {
    op: tools.ids.next(),
    account,
    id,
    expect: expectOf(partId, intent),
    ...subjects.put(result.put),
    release: [partId],
    due: { [partId]: result.due, ...(wakesRecord ? { [recordPart]: now } : {}) },
    events: withToken(run, result.events),
    owed: result.owed,
  }
}

/** The intent on what this worker does next, in place of the one that ends: no commit of its own is needed for it. */
const withIntent = (change: Change, part: PartId | undefined): Change =>
  part === undefined
    ? change
    : { ...change, claim: part, release: (change.release ?? []).filter((one) => one !== part) }

/** The versions of all that the step was run on. */
const seenBy = <Subject>({ snapshot, subjects }: Run<Subject>, { record, ver }: Intent): Versions => ({
  record,
  parts: { ...versionsOf(snapshot), ...(isRecord(subjects.partId) ? {} : { [subjects.partId]: ver }) },
})

/** Both in one: only while nothing of the record has moved since it was loaded, for the transition was decided on that. */
const joined = <Subject>(run: Run<Subject>, intent: Intent, change: Change, next: Go, now: number): Change => ({
  ...change,
  op: run.tools.ids.next(),
  expect: seenBy(run, intent),
  record: next.record,
  // What has ended is due no more: the store sees to that.
  due: isEnd(next.record.state) ? {} : { ...change.due, ...duesOf(next.due ?? now, next.wakes ?? [], now) },
  events: [...change.events, ...(next.events ?? [])],
  owed: [...(change.owed ?? []), ...(next.owed ?? [])],
  ...(next.locks === undefined ? {} : { locks: next.locks }),
})

const againOf = <Subject>({ subjects }: Run<Subject>, { due }: Settled<Subject>, now: number): readonly PartId[] =>
  due !== 'never' && due <= now ? [subjects.partId] : []

/** With the transition in the same commit; undefined where something has moved meanwhile. */
const commitJoined = async <Subject>(
  run: Run<Subject>,
  intent: Intent,
  { change, result, next, now }: { change: Change; result: Settled<Subject>; next: Go; now: number },
): Promise<After | undefined> => {
  const wakes = [...againOf(run, result, now), ...(next.wakes ?? []), ...(goesOn(next, now) ? [recordPart] : [])]
  const { parts } = afterwards(run, result)
  const after = { record: { value: next.record, ver: run.snapshot.record.ver }, parts }
  const here = goesOnHere(after, wakes, { now, settings: run.tools.settings })
  const committed = await run.tools.records.commit(withIntent(joined(run, intent, change, next, now), here))
  return committed.kind === 'ok' ? { wakes: [...new Set(wakes)], ...takenIn(committed, here, after) } : undefined
}

/** Alone; the step that goes on here is given all of the record, where nothing else of it had moved. */
const commitAlone = async <Subject>(
  run: Run<Subject>,
  intent: Intent,
  { change, after, here }: { change: Change; after: Snapshot; here: PartId | undefined },
): Promise<{ committed: Committed; taken: Pick<After, 'taken'> }> => {
  const seen = here === undefined ? {} : { seen: seenBy(run, intent) }
  const committed = await run.tools.records.commit(withIntent({ ...change, ...seen }, here))
  const isWhole = committed.kind === 'ok' && committed.unmoved === true
  return { committed, taken: takenIn(committed, here, isWhole ? after : undefined) }
}

/** Commits what a step came to, with the transition that it brings about; gives what to go on with. */
export const commitSettled = async <Subject>(
  run: Run<Subject>,
  intent: Intent,
  result: Settled<Subject>,
): Promise<After> => {
  const { tools, subjects } = run
  const { partId } = subjects
  const now = tools.clock.now()
  const change = changeOf(run, intent, result, now)
  const again = againOf(run, result, now)
  const next = broughtAbout(run, result, now)
  const both = next === undefined ? undefined : await commitJoined(run, intent, { change, result, next, now })
  if (both !== undefined) return both
  const after = afterwards(run, result)
  const isOnlyPart = next === undefined && !isRecord(partId)
  const here = isOnlyPart ? goesOnHere(after, again, { now, settings: tools.settings }) : undefined
  const { committed, taken } = await commitAlone(run, intent, { change, after, here })
  follow(partId, intent, committed)
  const wakes = result.tellsRecord && !isRecord(partId) ? [...again, recordPart] : again
  return { wakes, ...taken }
}
