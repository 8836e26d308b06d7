import type { OwedMessage } from '../request/owed.ts'
import type { BoardPlace } from '../request/record.ts'
import type { RecordKey } from './records.ts'

/** Messages that commits owe, until their delivery is known. At least once. Times here are wall time. */
export interface Outbox {
  /** Takes up to `limit` due messages for `leaseMs`; one not settled by then comes back. */
  take(limit: number, leaseMs: number): Promise<readonly OwedMessage[]>
  delivered(message: OwedMessage): Promise<void>
  later(message: OwedMessage, afterMs: number): Promise<void>
  /** Gives up after too many tries or a refusal that will not change; kept for the operator. */
  dropped(message: OwedMessage, why: string): Promise<void>
  places(key: RecordKey): Promise<readonly BoardPlace[]>
  savePlace(key: RecordKey, place: BoardPlace): Promise<void>
  removePlace(key: RecordKey, place: BoardPlace): Promise<void>
  backlog(): Promise<number>
}
