import type { AuditEvent } from '../audit/audit-event.ts'
import type { RotationSettings } from '../plan/rotation-settings.ts'
import type { PartId } from '../ports/records.ts'
import type { Move } from '../request/move.ts'
import type { Owed } from '../request/owed.ts'
import type { ActionRecord } from '../request/record.ts'
import type { State } from '../request/state.ts'
import { withoutLook } from './look.ts'

/** What the record needs now. */
export type Next =
  /** Nothing changes; `due` is when the record must be looked at again; `wakes` are parts that may go now. */
  | { readonly kind: 'stay'; readonly due: number | 'never'; readonly wakes?: readonly PartId[] }
  /** A transition. */
  | ({ readonly kind: 'go' } & Move)
  /** The store is asked for locks, and the answer committed: nothing of the outside is looked at or changed. */
  | { readonly kind: 'locks'; readonly want: 'look' | 'take' }
  /** A step of the record itself. */
  | { readonly kind: 'step'; readonly step: 'begin' | 'confirm-unused' | 'revoke-token' | 'refresh-token' }

/** A transition. */
export type Go = Extract<Next, { kind: 'go' }>

export interface Situation {
  readonly now: number
  readonly settings: RotationSettings
}

/** The record in another state, with what every change of state says. */
const enter = (
  record: ActionRecord,
  state: State,
  now: number,
  patch: Partial<ActionRecord> = {},
): { readonly record: ActionRecord; readonly events: readonly AuditEvent[]; readonly owed: readonly Owed[] } => ({
  // Whatever was seen before, `confirming` begins with a look.
  record: { ...(state === 'confirming' ? withoutLook(record) : record), state, stateSince: now, ...patch },
  events: [{ what: 'rotation.state', actor: { kind: 'bot' }, facts: { from: record.state, to: state } }],
  owed: [{ kind: 'board' }],
})

export const go = (record: ActionRecord, state: State, now: number, patch: Partial<ActionRecord> = {}): Go => ({
  kind: 'go',
  ...enter(record, state, now, patch),
})
