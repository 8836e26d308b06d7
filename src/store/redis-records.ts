import type { AuditEvent } from '../core/audit/audit-event.ts'
import type { Records } from '../core/ports/records.ts'
import { commitRecord } from './records/commit-record.ts'
import { createRecord } from './records/create-record.ts'
import { dueItems, nextDue } from './records/due-items.ts'
import { eventsOf } from './records/encode.ts'
import { fenceRecord } from './records/fence-record.ts'
import { holderOf } from './records/holder-of.ts'
import { loadRecord } from './records/load-record.ts'
import { historyOf, openRecords, recentRecords, recordsOwingReview } from './records/read-records.ts'
import type { SettleLater } from './records/settle-later.ts'
import type { StoreTools } from './records/store-tools.ts'
import { settleUntold } from './records/untold.ts'

export interface RecordsOptions extends StoreTools {
  /** Told after each commit that owes messages, so that they are sent at once. Default: the reconciler finds them. */
  readonly onOwed?: () => void
  /** Writes the events of a commit to the trail before the commit is answered, and says whether they are on disk. */
  readonly onEvents?: (events: readonly AuditEvent[], urgency: 'now' | 'soon') => Promise<boolean>
  /**
   * A change is answered before the trail has its events: they are owed in the same commit, and lines keep their order,
   * so that whatever is announced next, and waited for, stands behind them. Settles the debts of many together. Default:
   * each is told before its answer, as decisions need it.
   */
  readonly behind?: SettleLater
}

/** What was committed stands, whatever becomes of the trail: what this process cannot write is written later. */
const tell = async (tools: RecordsOptions, op: string, events: readonly AuditEvent[]): Promise<void> => {
  const { onEvents, behind } = tools
  if (events.length === 0 || onEvents === undefined) return
  if (!(await onEvents(events, behind === undefined ? 'now' : 'soon'))) return
  if (behind === undefined) await settleUntold(tools, [op]).catch(() => undefined)
  else behind.add(op)
}

/** Records in Redis: one hash each, changed by one script alone. */
export const createRedisRecords = (tools: RecordsOptions): Records => ({
  create: async (account, make) => {
    const { record, op, events, owes } = await createRecord(tools, account, make)
    if (owes) tools.onOwed?.()
    await tell(tools, op, events)
    return record
  },
  load: (key) => loadRecord(tools, key),
  commit: async (change) => {
    const committed = await commitRecord(tools, change)
    if (committed.kind !== 'ok') return committed
    if ((change.owed ?? []).length > 0) tools.onOwed?.()
    const told = tell(tools, change.op, eventsOf(change, change.events))
    if (tools.behind === undefined) await told
    return committed
  },
  fence: (key, expect) => fenceRecord(tools, key, expect),
  open: (account) => openRecords(tools, account),
  recent: (account, limit) => recentRecords(tools, account, limit),
  owingReview: (account) => recordsOwingReview(tools, account),
  due: (limit) => dueItems(tools, limit),
  nextDue: () => nextDue(tools),
  holderOf: (account, locks) => holderOf(tools, account, locks),
  history: (key) => historyOf(tools, key),
})
