import type { BundleContents } from '../inventory/bundle-contents.ts'
import type { ChildMove } from '../inventory/child-moves.ts'
import type { InventoryToken } from '../inventory/inventory.ts'
import type { LiveBundle, Scan } from '../inventory/scan.ts'
import type { ActivationsToday } from '../ports/quota.ts'
import type { Network } from '../token/network.ts'
import type { Generation } from '../token/token.ts'
import type { Holder } from './holder.ts'
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
  /** Where a dead token's scope comes from, when no inventory remembers it. */
  readonly scopeFrom?: 'bundle' | 'asked'
  /** New names of open requests. */
  readonly reserved: readonly string[]
  /** The new name that was approved: kept while it is free, though a lower one may have become free since. */
  readonly approvedName?: string
  /** Version of the operator's own helper library, where one is configured. */
  readonly helperVersion?: string
}

/** A parent that the plan deploys, or that runs the code of one of its targets. */
export interface ParentFacts {
  readonly edgeWorkerId: string
  readonly network: Network
  readonly version: string
  readonly isTarget: boolean
  readonly pinned: boolean
  /** Children that activating it anew would bring in another version; `unknown`: that cannot be told. */
  readonly moves: readonly ChildMove[] | 'unknown'
}

/** What the findings need besides. */
export interface FindingFacts extends BindingFacts {
  readonly owner: string
  readonly groups: readonly string[]
  readonly settings: RotationSettings
  readonly properties: Readonly<Record<string, readonly string[]>>
  /** Parents that are deployed, or run the code of a target. */
  readonly parents: readonly ParentFacts[]
  /** EdgeWorkers whose property list is partial. */
  readonly partial: readonly string[]
  /** Namespaces of the token whose groups this client is not shown. */
  readonly hiddenNamespaces: readonly string[]
  readonly askedExpiry?: string
  /** The open request that asks for the same retry already. */
  readonly askedAlready?: string
  /** Why nothing new may start: the store would not keep it. */
  readonly storeBlockers: readonly Remark[]
  readonly activations: ActivationsToday
  /** Who else is at work on what the plan needs, by lock. */
  readonly holders: Readonly<Record<string, Holder>>
  /** Requests about the same token that wait for a decision or for their turn. */
  readonly askedBefore: readonly string[]
  /** What a dry run of the rewriting found, per candidate. */
  readonly rewrites: readonly { readonly candidate: PlannedCandidate; readonly problems: readonly Remark[] }[]
}

/** A live bundle that could be read. */
export type ReadBundle = LiveBundle & { readonly contents: BundleContents }

export const isRead = (one: LiveBundle): one is ReadBundle => one.contents !== undefined

export const readBundles = (scan: Scan): readonly ReadBundle[] => scan.live.filter(isRead)
