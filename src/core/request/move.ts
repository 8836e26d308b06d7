import type { AuditEvent } from '../audit/audit-event.ts'
import type { PartId } from '../ports/records.ts'
import type { Owed } from './owed.ts'
import type { Part } from './part.ts'
import type { ActionRecord } from './record.ts'

/** The part that stands for the record itself. */
export const recordPart: PartId = '_'

/**
 * A change of one record, ready to be committed as one: the record, its parts, when it must be looked at next
 * (`due`, default now), what wakes, what is told, and which locks are taken or let go.
 */
export interface Move {
  readonly record: ActionRecord
  readonly parts?: readonly Part[]
  readonly due?: number | 'never'
  readonly wakes?: readonly PartId[]
  readonly events?: readonly AuditEvent[]
  readonly owed?: readonly Owed[]
  readonly locks?: { readonly take?: readonly string[]; readonly free?: readonly string[] }
  /** Refused as lapsed once the clock has reached it. */
  readonly unlessAfter?: number
}

/** Why somebody may not do something, in one safe sentence that says what to do next. */
export interface Refusal {
  readonly code: string
  readonly sentence: string
}

export type Moved =
  | { readonly kind: 'move'; readonly move: Move }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

export const refused = (code: string, sentence: string): Moved => ({ kind: 'refused', refusal: { code, sentence } })
