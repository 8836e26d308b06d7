import type { Namespace } from '../ports/edge-kv.ts'
import type { Bom } from '../ports/edge-workers.ts'
import type { Network } from '../token/network.ts'
import type { Token } from '../token/token.ts'
import type { BundleContents } from './bundle-contents.ts'

/** One place a token is used: EdgeWorker × network × active version × token-file entry. */
export interface Usage {
  readonly edgeWorkerId: string
  readonly network: Network
  readonly version: string
  readonly checksum: string
  readonly path: string
  readonly key: string
  readonly namespace: string
  readonly tokenName: string
  readonly kind: 'value' | 'reference'
  readonly uuid?: string
  readonly fingerprint?: string
  /** From the bundle's own JWT, ms UTC. */
  readonly expiresAt?: number
  /** Whether the bundle's code writes to or deletes from EdgeKV. */
  readonly writes?: BundleContents['writes']
  /** It comes from a child inside of this parent's combined bundle: listed, never rewritten here. */
  readonly inherited?: { readonly revisionId: string; readonly child?: string }
}

export interface InventoryEdgeWorker {
  readonly id: string
  readonly name: string
  readonly groupId?: number
  readonly active: Partial<Readonly<Record<Network, string>>>
  /** How many versions it has, counted when what is active changed. */
  readonly versions?: number
}

/** A token as listed; `expired` ones cannot be read any more and keep the scope last seen. */
export interface InventoryToken extends Omit<Token, 'scope'> {
  readonly scope?: Token['scope']
  readonly expired: boolean
}

/** A bundle that could not be read as it should, with why. */
export interface BundleProblem {
  readonly edgeWorkerId: string
  readonly version: string
  readonly network: Network
  readonly code: string
  readonly message: string
}

/** A live version whose contents are not known for sure: that a token is not seen there proves nothing. */
export interface Unread {
  readonly edgeWorkerId: string
  readonly network: Network
  readonly version: string
}

/** A parent as it runs on a network: its revision, and by BOM the versions of its children inside of it. */
export interface Parent {
  readonly edgeWorkerId: string
  readonly network: Network
  readonly revisionId: string
  readonly bom: Bom
}

/** A namespace with the access group that it belongs to. */
export interface InventoryNamespace extends Namespace {
  readonly network: Network
}

/** All tokens and usages of an account, as of a scan. Fields that may be missing are those of younger versions. */
export interface Inventory {
  readonly account: string
  readonly scannedAt: number
  /** Which scan of the account it is, counted as they begin; see the port. */
  readonly turn?: number
  /** The look after this one failed, and why: what is shown is as old as `scannedAt` says. */
  readonly failure?: { readonly at: number; readonly message: string }
  /** When the token list was read last; it is read more often than the rest. */
  readonly listedAt?: number
  readonly tokens: readonly InventoryToken[]
  readonly edgeWorkers: readonly InventoryEdgeWorker[]
  readonly usages: readonly Usage[]
  readonly problems: readonly BundleProblem[]
  /** What could not be looked at, in sentences. */
  readonly errors: readonly string[]
  /** Names of tokens seen in earlier scans and gone since; their numbers are not used again. */
  readonly history: readonly string[]
  readonly unread?: readonly Unread[]
  readonly parents?: readonly Parent[]
  readonly namespaces?: readonly InventoryNamespace[]
}
