import type { Snapshot } from '../../ports/records.ts'
import type { Part } from '../../request/part.ts'
import type { Trouble } from '../../request/record.ts'
import type { State } from '../../request/state.ts'
import { go, type Next, type Situation } from '../next.ts'
import { claimedParts, newTokensOf, targetsOf } from '../snapshot-parts.ts'
import { heldTellsEveryMs } from '../times.ts'
import { makeVoid } from './ends.ts'

/** The first trouble of any part, or of the record itself. */
export const troubleOf = (snapshot: Snapshot): Trouble | undefined =>
  snapshot.record.value.trouble ??
  [...snapshot.parts.values()].map((held) => held.value.trouble).find((one) => one !== undefined)

const voidCodes = ['name-taken', 'other-generation', 'wider-scope']

/** creating-token may end as void, while no token of ours is left at Akamai. */
const endsVoid = (snapshot: Snapshot, trouble: Trouble): boolean =>
  snapshot.record.value.state === 'creating-token' &&
  voidCodes.includes(trouble.code) &&
  newTokensOf(snapshot).every((token) => token.state === 'revoked' || token.uuid === undefined)

/** Trouble anywhere holds everything that has not started. */
export const hold = (snapshot: Snapshot, trouble: Trouble, now: number): Next => {
  const record = snapshot.record.value
  if (endsVoid(snapshot, trouble)) return makeVoid(record, now, trouble.sentence)
  const leftState: State = record.state
  const next = go(record, 'holding', now, { leftState, trouble })
  return {
    ...next,
    events: [{ what: 'rotation.held', actor: { kind: 'bot' }, facts: { code: trouble.code, from: leftState } }],
  }
}

const stuck = ['activation-stuck', 'new-token-stuck']

/** In flight at Akamai, and not given up as stuck. */
const isInFlight = (part: Part): boolean => {
  if (part.trouble !== undefined && stuck.includes(part.trouble.code)) return false
  if (part.kind === 'target') return part.state === 'activating' || part.state === 'restoring'
  return part.kind === 'new-token' && part.state === 'creating'
}

/** holding: starts nothing; waits for what is in flight and for intents still open. */
export const holding = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  const flying = [...newTokensOf(snapshot), ...targetsOf(snapshot)].filter(isInFlight)
  const open = claimedParts(snapshot).map((held) => held.value.id)
  if (flying.length + open.length > 0) return { kind: 'stay', due: now + 1000, wakes: open }
  const next = go(record, 'held', now)
  return {
    ...next,
    due: now + heldTellsEveryMs,
    owed: [
      ...(next.owed ?? []),
      { kind: 'notice', notice: 'held', to: 'thread' },
      { kind: 'notice', notice: 'held', to: { kind: 'direct', identity: record.askedFrom } },
    ],
  }
}

/** held: a gate. Its owner is told again every day. */
export const held = (snapshot: Snapshot, { now }: Situation): Next => {
  const record = snapshot.record.value
  const tellAt = (record.toldAt ?? record.stateSince) + heldTellsEveryMs
  if (now < tellAt) return { kind: 'stay', due: tellAt }
  return {
    kind: 'go',
    record: { ...record, toldAt: now },
    due: now + heldTellsEveryMs,
    owed: [{ kind: 'notice', notice: 'still-held', to: 'thread' }],
  }
}
