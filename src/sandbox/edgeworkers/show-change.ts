import { timeOf } from '../clock/dates.ts'
import type { Account, Change } from '../world/world.ts'
import { modifiedAt, statusOf } from './change-status.ts'

/** An activation or deactivation as Akamai writes it. */
export const showChange = (account: Account, change: Change, now: number) => ({
  edgeWorkerId: change.edgeWorkerId,
  version: change.version,
  [change.kind === 'activation' ? 'activationId' : 'deactivationId']: change.id,
  accountId: account.accountId,
  status: statusOf(change, now),
  network: change.network,
  ...(change.note === undefined ? {} : { note: change.note }),
  createdBy: change.createdBy,
  createdTime: timeOf(change.createdAt),
  lastModifiedTime: timeOf(modifiedAt(change, now)),
})
