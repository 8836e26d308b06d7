import type { AuditEvent } from '../../core/audit/audit-event.ts'
import type { Change, RecordKey } from '../../core/ports/records.ts'
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
  keys.untold,
]

export const encodeParts = (parts: readonly Part[]) => parts.map((part) => ({ id: part.id, doc: JSON.stringify(part) }))

/** The events of one commit as history and trail keep them: which record, its state then, which token, which commit. */
export const eventsOf = (
  { op, account, id, record }: Pick<Change, 'op' | 'account' | 'id' | 'record'>,
  events: readonly AuditEvent[],
): readonly AuditEvent[] =>
  events.map((event) => ({
    ...(record === undefined ? {} : { token: record.ask.token }),
    ...event,
    ...(record === undefined ? {} : { facts: { ...event.facts, state: record.state } }),
    account,
    record: id,
    op,
  }))

/** Each once: transitions joined into one commit owe the same board. */
export const encodeOwed = (key: RecordKey, owed: readonly Owed[], op: string) => {
  const byKey = new Map(owed.map((one) => [owedKey(key, one, op), one]))
  return [...byKey].map(([name, one]) => ({
    key: name,
    doc: JSON.stringify({ account: key.account, id: key.id, owed: one }),
  }))
}
