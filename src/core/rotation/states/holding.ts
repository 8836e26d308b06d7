import type { AuditEvent } from '../../audit/audit-event.ts'
import type { Snapshot } from '../../ports/records.ts'
import type { Notice } from '../../request/notice.ts'
import type { Owed } from '../../request/owed.ts'
import type { ActionRecord, Trouble } from '../../request/record.ts'
import type { State } from '../../request/state.ts'
import { isAwaited } from '../in-flight.ts'
import { type Go, go, type Next, type Situation } from '../next.ts'
import { claimedParts, newTokensOf, partsOf } from '../snapshot-parts.ts'
import { heldTellsEveryMs, onCallAfterDays, pollEveryMs } from '../times.ts'
import { makeVoid } from './ends.ts'

/** The first trouble of any part, or of the record itself. */
export const troubleOf = (snapshot: Snapshot): Trouble | undefined =>
  snapshot.record.value.trouble ??
  partsOf(snapshot)
    .map((part) => part.trouble)
    .find((one) => one !== undefined)

const voidCodes = ['name-taken', 'other-generation', 'wider-scope', 'other-scope']

/** creating-token may end as void, while no token of ours is left at Akamai. */
const endsVoid = (snapshot: Snapshot, trouble: Trouble): boolean =>
  snapshot.record.value.state === 'creating-token' &&
  voidCodes.includes(trouble.code) &&
  claimedParts(snapshot).length === 0 &&
  newTokensOf(snapshot).every(
    (token) => token.state === 'revoked' || (token.uuid === undefined && token.unsure !== true),
  )

const placeOf = ({ part, where }: Trouble): Readonly<Record<string, string>> => ({
  ...(part === undefined ? {} : { part }),
  ...(where === undefined ? {} : { where }),
})

/** That it is held, and from which state, as the trail says it. */
export const heldEvent = (from: State, trouble: Trouble): AuditEvent => ({
  what: 'rotation.held',
  actor: { kind: 'bot' },
  facts: { code: trouble.code, why: trouble.sentence, from, ...placeOf(trouble) },
})

/** Trouble anywhere holds everything that has not started. */
export const hold = (snapshot: Snapshot, trouble: Trouble, now: number): Next => {
  const record = snapshot.record.value
  if (endsVoid(snapshot, trouble)) return makeVoid(record, now, `${trouble.sentence} ${trouble.advice}`)
  const leftState: State = record.state
  return { ...go(record, 'holding', now, { leftState, trouble }), events: [heldEvent(leftState, trouble)] }
}

const tell = (record: ActionRecord, thread: Notice, direct: Notice): readonly Owed[] => [
  { kind: 'notice', notice: thread, to: 'thread' },
  { kind: 'notice', notice: direct, to: { kind: 'direct', identity: record.askedFrom } },
]

/** The gate `held`, told at once in the thread and to the asker: edits alone notify nobody. */
export const toHeld = (record: ActionRecord, now: number, patch: Partial<ActionRecord> = {}): Go => {
  const next = go(record, 'held', now, patch)
  return { ...next, due: now + heldTellsEveryMs, owed: [...(next.owed ?? []), ...tell(record, 'held', 'held')] }
}

/** holding: starts nothing; waits for what is in flight and for intents still open. */
export const holding = (snapshot: Snapshot, { now }: Situation): Next => {
  const open = claimedParts(snapshot).map((held) => held.value.id)
  if (open.length > 0) return { kind: 'stay', due: now + 1000, wakes: open }
  if (partsOf(snapshot).some(isAwaited)) return { kind: 'stay', due: now + pollEveryMs }
  return toHeld(snapshot.record.value, now)
}

/** held: a gate. Its owner and its asker are told again every day, on-call after three. */
export const held = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  const tellAt = (record.toldAt ?? record.stateSince) + heldTellsEveryMs
  if (now < tellAt) return { kind: 'stay', due: tellAt }
  const days = Math.floor((now - record.stateSince) / heldTellsEveryMs)
  const thread = record.leftState === 'awaiting-source' ? 'source-still-wanted' : 'still-held'
  const onCall: readonly Owed[] =
    days >= onCallAfterDays ? [{ kind: 'notice', notice: 'held-for-days', to: 'thread' }] : []
  return {
    kind: 'go',
    record: { ...record, toldAt: now },
    due: now + heldTellsEveryMs,
    owed: [...tell(record, thread, 'still-held'), ...onCall],
  }
}
