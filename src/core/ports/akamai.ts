import type { EdgeKv } from './edge-kv.ts'
import type { EdgeWorkers } from './edge-workers.ts'

/** The two APIs of one configured account. Unknown account names throw: configuration is checked at start. */
export interface Akamai {
  of(account: string): { readonly edgeKv: EdgeKv; readonly edgeWorkers: EdgeWorkers }
}
