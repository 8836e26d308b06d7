import type { AuditEvent } from '../audit/audit-event.ts'
import type { Owed } from '../request/owed.ts'
import type { Part } from '../request/part.ts'
import type { ActionRecord } from '../request/record.ts'

/** The record itself, as a part: `part` of its own steps and claims. */
export type PartId = string

export interface RecordKey {
  readonly account: string
  readonly id: string
}

/** What a worker is asked to look at. `part` is `_` for the record itself. */
export interface DueItem extends RecordKey {
  readonly part: PartId
}

export interface Held<T> {
  readonly value: T
  readonly ver: number
  /** The worker whose intent is open on it, dead or alive. */
  readonly claim?: string
}

/** One record and all of its parts, read at one moment. */
export interface Snapshot {
  readonly record: Held<ActionRecord>
  readonly parts: ReadonlyMap<PartId, Held<Part>>
}

/** Of the record itself and of parts of it; 0: there is none. */
export interface Versions {
  readonly record?: number
  readonly parts?: Readonly<Record<PartId, number>>
}

/**
 * One compare-and-set. Everything in it happens, or nothing. Versions in `expect` must still stand.
 * `claim` takes the intent on a part for this worker: refused while another worker holds it whose heartbeat lives.
 * `fence`: an effect follows. The claim must be this worker's already, and a repeat answers as the first did only while all
 * that the first left still stands.
 * `release` gives up claims. `due` says when a part must be looked at again (clock port ms; `never` removes it).
 * `seen`: all that the change was decided on; refuses nothing, but the answer says whether all of it
 * stood (`unmoved`): versions, not claims.
 * `locks.take` is all or none. `unlessAfter`: refused as lapsed once the clock has reached it.
 * `events` go into the record's history with it, and to this process' trail before the answer; what the process could not write
 * there, another one does.
 * `op` makes a re-sent commit harmless: the last eight are kept, a repeat answers as the first did.
 */
export interface Change extends RecordKey {
  readonly op: string
  readonly expect: Versions
  readonly seen?: Versions
  readonly record?: ActionRecord
  readonly parts?: readonly Part[]
  readonly claim?: PartId
  readonly fence?: true
  readonly release?: readonly PartId[]
  readonly due?: Readonly<Record<PartId, number | 'never'>>
  readonly events: readonly AuditEvent[]
  readonly owed?: readonly Owed[]
  readonly locks?: { readonly take?: readonly string[]; readonly free?: readonly string[] }
  readonly unlessAfter?: number
}

export type Committed =
  | {
      readonly kind: 'ok'
      readonly record: number
      readonly parts: Readonly<Record<PartId, number>>
      readonly unmoved?: boolean
    }
  | { readonly kind: 'moved' }
  | { readonly kind: 'claimed'; readonly by: string }
  | { readonly kind: 'locked'; readonly lock: string; readonly holder: string }
  | { readonly kind: 'lapsed' }

export interface NewRecord {
  readonly record: ActionRecord
  readonly parts: readonly Part[]
  readonly due: Readonly<Record<PartId, number>>
  readonly events: readonly AuditEvent[]
  readonly owed: readonly Owed[]
}

/**
 * Where records live. Every call throws an `OutsideFailure` (system redis, who retry) when Redis does not answer in time.
 * Locks are names within an account; their holder is a record id.
 */
export interface Records {
  /** Takes the next number (one series for all accounts, so that `R42` is one record) and its mark, and saves what `make` builds. */
  create(account: string, make: (id: string, mark: string) => NewRecord): Promise<ActionRecord>
  load(key: RecordKey): Promise<Snapshot | undefined>
  commit(change: Change): Promise<Committed>
  /**
   * True while this worker's intent on the part still stands (its claim and version) and the record itself has not
   * moved since (`record` is the version seen when the intent was taken): asked just before an effect.
   */
  fence(
    key: RecordKey,
    expect: { readonly record: number; readonly part: PartId; readonly ver: number },
  ): Promise<boolean>
  /** Records that have not ended, oldest first. */
  open(account?: string): Promise<readonly ActionRecord[]>
  /** The newest records, ended ones too. */
  recent(account: string, limit: number): Promise<readonly ActionRecord[]>
  /** Records whose review is owed, however long ago the glass was broken; oldest first. */
  owingReview(account: string): Promise<readonly ActionRecord[]>
  /** Due items, most overdue first; those whose claim lives are pushed back and not given. */
  due(limit: number): Promise<readonly DueItem[]>
  /** Milliseconds of the clock port at which the next item is due, or undefined. */
  nextDue(): Promise<number | undefined>
  holderOf(account: string, locks: readonly string[]): Promise<Readonly<Record<string, string>>>
  /** The events of one record, oldest first. */
  history(key: RecordKey): Promise<readonly (AuditEvent & { readonly at: number })[]>
}
