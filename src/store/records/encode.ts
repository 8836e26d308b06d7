import type { AuditEvent } from '../../core/audit/audit-event.ts'
import type { RecordKey } from '../../core/ports/records.ts'
import type { Owed } from '../../core/request/owed.ts'
import type { Part } from '../../core/request/part.ts'
import { keys } from '../keys.ts'
import { owedKey } from './owed-key.ts'

/** KEYS of the scripts that create and change records. */
export const commitKeys = (key: RecordKey): readonly string[] => [
  keys.record(key),
  keys.due,
  keys.open,
  keys.locks(key.account),
  keys.events(key),
  keys.allEvents,
  keys.outboxDue,
  keys.outboxCount,
  keys.all(key.account),
  keys.places(key),
]

export const encodeParts = (parts: readonly Part[]) => parts.map((part) => ({ id: part.id, doc: JSON.stringify(part) }))

export const encodeEvents = (key: RecordKey, events: readonly AuditEvent[]): readonly string[] =>
  events.map((event) => JSON.stringify({ ...event, account: key.account, record: key.id }))

export const encodeOwed = (key: RecordKey, owed: readonly Owed[], op: string) =>
  owed.map((one) => ({
    key: owedKey(key, one, op),
    doc: JSON.stringify({ account: key.account, id: key.id, owed: one }),
  }))
