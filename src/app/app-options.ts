import type { AccountAccess } from '../akamai/akamai-accounts.ts'
import type { Config } from '../config/config.ts'
import type { Log } from '../core/ports/log.ts'

export const roles = ['chat', 'worker', 'watch'] as const
export type Role = (typeof roles)[number]

export interface AppOptions {
  readonly config: Config
  readonly accounts: readonly AccountAccess[]
  /** What this process does; all of it by default. */
  readonly roles: readonly Role[]
  readonly log: Log
  /** Takes each line of the audit trail once it is on disk: standard output, for whoever collects it there. */
  readonly print: (line: string) => void
}
