import { allLocks } from '../plan/locks.ts'
import type { ActionRecord } from '../request/record.ts'

/** A `retry` request runs under the locks of the rotation it belongs to. */
export const locksToTake = (record: ActionRecord): readonly string[] =>
  record.parent === undefined ? allLocks(record.plan.binding) : []
