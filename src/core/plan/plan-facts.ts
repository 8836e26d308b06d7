import type { BundleContents } from '../inventory/bundle-contents.ts'
import type { InventoryToken } from '../inventory/inventory.ts'
import type { LiveBundle, Scan } from '../inventory/scan.ts'
import type { Generation } from '../token/token.ts'
import type { ScopeSource } from './dead-scope.ts'
import type { PlannedCandidate, Remark } from './plan.ts'
import type { RotationSettings } from './rotation-settings.ts'

/** What is known when the binding part is made. */
export interface BindingFacts {
  readonly now: number
  readonly account: string
  /** What the account issues today. */
  readonly generation: Generation
  readonly scan: Scan
  /** The old token; absent for `create`. */
  readonly token?: InventoryToken
  /** Akamai no longer gives the old token out. */
  readonly dead: boolean
  /** Where the old token's scope was taken from, when Akamai no longer tells it and no inventory remembers. */
  readonly scopeFrom?: ScopeSource
  /** New names of open requests. */
  readonly reserved: readonly string[]
  /** Version of the operator's own helper library, where one is configured. */
  readonly helperVersion?: string
}

/** What the findings need besides. */
export interface FindingFacts extends BindingFacts {
  readonly owner: string
  readonly settings: RotationSettings
  readonly properties: Readonly<Record<string, readonly string[]>>
  /** EdgeWorkers whose property list is partial. */
  readonly partial: readonly string[]
  readonly activationsLeft: number
  readonly holders: Readonly<Record<string, string>>
  /** What a dry run of the rewriting found, per candidate. */
  readonly rewrites: readonly { readonly candidate: PlannedCandidate; readonly problems: readonly Remark[] }[]
}

/** A live bundle that could be read. */
export type ReadBundle = LiveBundle & { readonly contents: BundleContents }

export const readBundles = (scan: Scan): readonly ReadBundle[] =>
  scan.live.filter((one): one is ReadBundle => one.contents !== undefined)
