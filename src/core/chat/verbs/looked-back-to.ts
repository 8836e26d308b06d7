import type { ActionRecord } from '../../request/record.ts'

/** So many of the newest requests of an account are looked through. */
export const mostRecords = 200

/** Since when everything that was asked for was looked through: as was wanted, unless there is more than was read. */
export const lookedBackTo = (newest: readonly Pick<ActionRecord, 'askedAt'>[], since: number): number =>
  newest.length < mostRecords ? since : Math.max(since, Math.min(...newest.map(({ askedAt }) => askedAt)))
