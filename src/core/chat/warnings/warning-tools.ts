import type { Ledger } from '../../ports/ledger.ts'
import type { LookRequests } from '../../ports/look-requests.ts'
import type { Pager } from '../../ports/pager.ts'
import type { Subscriptions } from '../../ports/subscriptions.ts'
import type { WarningSettings } from '../../warning/warning-settings.ts'

/** What warnings need besides the rest of the chat side. */
export interface WarningTools {
  readonly ledger: Ledger
  readonly subscriptions: Subscriptions
  readonly lookRequests: LookRequests
  /** The configuration's part; what channels subscribed to is read when it is needed. */
  readonly settings: Omit<WarningSettings, 'subscriptions'>
  readonly pager?: Pager
}
