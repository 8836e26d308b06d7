import type { Network } from '../token/network.ts'
import type { Token } from '../token/token.ts'

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
}

export interface InventoryEdgeWorker {
  readonly id: string
  readonly name: string
  readonly groupId?: number
  readonly active: Partial<Readonly<Record<Network, string>>>
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

/** All tokens and usages of an account, as of a scan. */
export interface Inventory {
  readonly account: string
  readonly scannedAt: number
  readonly tokens: readonly InventoryToken[]
  readonly edgeWorkers: readonly InventoryEdgeWorker[]
  readonly usages: readonly Usage[]
  readonly problems: readonly BundleProblem[]
  /** What could not be looked at, in sentences. */
  readonly errors: readonly string[]
  /** Names of tokens seen in earlier scans and gone since; their numbers are not used again. */
  readonly history: readonly string[]
}
