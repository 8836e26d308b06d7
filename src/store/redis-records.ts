import type { Records } from '../core/ports/records.ts'
import { commitRecord } from './records/commit-record.ts'
import { createRecord } from './records/create-record.ts'
import { dueItems, nextDue } from './records/due-items.ts'
import { fenceRecord } from './records/fence-record.ts'
import { holderOf } from './records/holder-of.ts'
import { loadRecord } from './records/load-record.ts'
import { historyOf, openRecords, recentRecords } from './records/read-records.ts'
import type { StoreTools } from './records/store-tools.ts'

export interface RecordsOptions extends StoreTools {
  /** Told after each commit that owes messages, so that they are sent at once. Default: the reconciler finds them. */
  readonly onOwed?: () => void
}

/** Records in Redis: one hash each, changed by one script alone. */
export const createRedisRecords = (tools: RecordsOptions): Records => ({
  create: async (account, make) => {
    let owes = false
    const record = await createRecord(tools, account, (id, mark) => {
      const made = make(id, mark)
      owes = made.owed.length > 0
      return made
    })
    if (owes) tools.onOwed?.()
    return record
  },
  load: (key) => loadRecord(tools, key),
  commit: async (change) => {
    const committed = await commitRecord(tools, change)
    if (committed.kind === 'ok' && (change.owed ?? []).length > 0) tools.onOwed?.()
    return committed
  },
  fence: (key, expect) => fenceRecord(tools, key, expect),
  open: (account) => openRecords(tools, account),
  recent: (account, limit) => recentRecords(tools, account, limit),
  due: (limit) => dueItems(tools, limit),
  nextDue: () => nextDue(tools),
  holderOf: (account, locks) => holderOf(tools, account, locks),
  history: (key) => historyOf(tools, key),
})
