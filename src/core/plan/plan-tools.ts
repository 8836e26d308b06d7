import type { Owned } from '../inventory/owned.ts'
import type { ScanTools } from '../inventory/scan.ts'
import type { Inventories } from '../ports/inventories.ts'
import type { Quota } from '../ports/quota.ts'
import type { Records } from '../ports/records.ts'
import type { Generation } from '../token/token.ts'
import type { Remark } from './plan.ts'
import type { RotationSettings } from './rotation-settings.ts'

/** What plans of one account are made with. `generation`: what the account issues today. */
export interface PlanTools extends ScanTools {
  readonly inventories: Inventories
  readonly records: Records
  readonly quota: Quota
  readonly settings: RotationSettings
  readonly generation: Generation
  readonly helperVersion?: string
  /** The account's own limit, where an operator knows it. */
  readonly tokenLimit?: number
  /** Scans make much garbage: runs one so that the process stays small, where the platform can. */
  savingMemory?<Result>(work: () => Promise<Result>): Promise<Result>
  /** What keeps records from being kept safely just now; no new rotation starts then. */
  storeBlockers?(): Promise<readonly Remark[]>
  ownerOf(account: string, token: Owned): string
}
