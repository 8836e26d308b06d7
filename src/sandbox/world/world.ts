import type { BundleContents } from '../bundle/bundle-contents.ts'
import type { AccountSettings } from './account-settings.ts'

export const networks = ['STAGING', 'PRODUCTION'] as const
export type Network = (typeof networks)[number]

/** Everything that exists at the sandbox's Akamai. Times are virtual milliseconds. */
export interface World {
  readonly accounts: readonly Account[]
  readonly nextId: NextId
}

/** The next numbers that Akamai gives out. */
export interface NextId {
  change: number
  edgeWorker: number
}

export interface Account {
  readonly name: string
  readonly accountId: string
  readonly switchKey: string | undefined
  settings: AccountSettings
  readonly contracts: readonly string[]
  readonly groups: readonly AccessGroup[]
  readonly namespaces: readonly Namespace[]
  /** Every token there ever was, revoked and expired ones too, oldest first. */
  readonly tokens: Token[]
  readonly edgeWorkers: Map<number, EdgeWorker>
  /** Activations and deactivations on their way, in no order. */
  readonly pending: Set<Change>
  readonly holds: Hold[]
  readonly spent: Spent
}

/** Moments at which quota was used. */
export interface Spent {
  readonly activations: { readonly at: number; readonly network: Network }[]
  readonly uploads: number[]
  readonly ids: number[]
}

export interface AccessGroup {
  readonly groupId: number
  readonly groupName: string
  /** False hides the group, its EdgeWorkers and its namespaces from every API client. */
  readonly visible: boolean
  readonly withoutCapabilities: readonly string[]
}

export interface Namespace {
  readonly name: string
  readonly groupId: number
  readonly networks: readonly Network[]
  readonly restrictDataAccess: boolean
}

export type Generation = 'expiring' | 'auto-refreshing'

export interface Token {
  readonly name: string
  uuid: string
  readonly generation: Generation
  readonly createdAt: number
  /** When it becomes usable; Infinity when it is stuck. */
  readonly completeAt: number
  readonly failed: boolean
  readonly expiry: string
  /** 24:00 UTC of the expiry date; Infinity for auto-refreshing ones. */
  readonly diesAt: number
  revokedAt: number | undefined
  readonly permissions: Readonly<Record<string, readonly string[]>>
  readonly networks: readonly Network[]
  /** EdgeWorker IDs; undefined is any. */
  readonly restrictTo: readonly string[] | undefined
  readonly cpcode: string
  /** The JWT of an expiring token, made when first asked for. */
  value(): string
  readonly refresh: Refresh
}

export interface Refresh {
  latest: string | null
  next: string
  /** Until when the latest refresh is under way. */
  completeAt: number
  /** True: Akamai's own schedule does not happen. */
  readonly overdue: boolean
}

export interface EdgeWorker {
  readonly id: number
  name: string
  groupId: number
  readonly resourceTierId: number
  description: string | undefined
  readonly createdBy: string
  readonly createdAt: number
  modifiedBy: string
  modifiedAt: number
  readonly sourceId: number | undefined
  readonly versions: Version[]
  /** Version strings that were deleted: never usable again. */
  readonly burned: Set<string>
  readonly changes: Change[]
  readonly revisions: Revision[]
  readonly live: Readonly<Record<Network, LiveChange[]>>
  readonly properties: readonly Property[]
  readonly limitedAccessToProperties: boolean
}

export interface Property {
  readonly propertyId: number
  readonly propertyName: string
  readonly stagingVersion: number | null
  readonly productionVersion: number | null
  readonly latestVersion: number
}

export interface Version {
  readonly version: string
  readonly bytes: Uint8Array
  readonly checksum: string
  readonly sequence: number
  readonly createdBy: string
  readonly createdAt: number
  readonly contents: BundleContents
}

export type Outcome = 'COMPLETE' | 'ABORTED' | 'ERROR' | 'EXPIRED' | 'DELETED_BY_AKAMAI' | 'INVALID_COMBINED_BUNDLE'

/** An activation or a deactivation: its states are a function of time, unless it is held or cancelled. */
export interface Change {
  readonly kind: 'activation' | 'deactivation'
  readonly id: number
  readonly edgeWorkerId: number
  readonly version: string
  readonly network: Network
  readonly note: string | undefined
  readonly createdBy: string
  readonly createdAt: number
  readonly autoPin: boolean
  /** Time from PRESUBMIT to the end. */
  lastsMs: number
  held: boolean
  outcome: Outcome
  cancelledAt: number | undefined
}

/** What the network runs since `at`; the edge follows at `edgeAt`. */
export interface LiveChange {
  readonly at: number
  readonly edgeAt: number
  readonly version: string | undefined
  readonly changeId: number
  readonly revisionId: string | undefined
  /** The bundle, and those of its children. */
  readonly contents: readonly BundleContents[]
}

export interface Bom {
  readonly edgeWorkerId: number
  readonly version: string
  readonly dependencies: Readonly<Record<string, Bom>>
}

export interface Revision {
  readonly activationId: number
  readonly revisionId: string
  readonly version: string
  readonly network: Network
  readonly bom: Bom
  readonly checksum: string
  readonly bytes: Uint8Array
  readonly createdBy: string | undefined
  readonly createdAt: number
  pin: Pin | undefined
  unpin: Pin | undefined
}

export interface Pin {
  readonly by: string
  readonly at: number
  readonly note: string | undefined
}

/** The next activations that match stay pending, or end badly. */
export interface Hold {
  readonly edgeWorkerId: number | undefined
  readonly network: Network | undefined
  left: number
  readonly outcome: Outcome | undefined
}
