import type { Network } from '../token/network.ts'
import type { AccessGroup } from './edge-kv.ts'

export interface EdgeWorker {
  readonly id: string
  readonly name: string
  readonly groupId?: number
}

export interface EdgeWorkerVersion {
  readonly version: string
  /** SHA-256 of the uploaded bundle, hex, as Akamai tells it; older rows may lack it. */
  readonly checksum?: string
  readonly createdTime?: string
}

/** Akamai's activation states; unknown ones pass as they are and count as history. */
export type ActivationStatus = 'PRESUBMIT' | 'PENDING' | 'IN_PROGRESS' | 'COMPLETE' | (string & {})

export interface Activation {
  readonly activationId: number
  readonly edgeWorkerId: string
  readonly version: string
  readonly network: Network
  readonly status: ActivationStatus
  readonly note?: string
  readonly createdBy?: string
  /** ISO 8601 UTC. */
  readonly createdTime?: string
  readonly lastModifiedTime?: string
}

/** A version taken off a network, or on its way off: nothing of the EdgeWorker runs there afterwards. */
export type Deactivation = Pick<
  Activation,
  'edgeWorkerId' | 'version' | 'network' | 'status' | 'createdTime' | 'lastModifiedTime'
>

export interface ValidationMessage {
  readonly type: string
  readonly message: string
}

export interface PropertyUse {
  readonly propertyName: string
  readonly stagingVersion?: number
  readonly productionVersion?: number
}

/**
 * One revision of an activation: what really runs. A parent gets a new one whenever a child that it does not pin changes.
 * `INVALID_COMBINED_BUNDLE` is a status of its own.
 */
export interface Revision {
  readonly revisionId: string
  readonly activationId: number
  readonly edgeWorkerId: string
  readonly version: string
  readonly network: Network
  readonly status: ActivationStatus
  /** Pinned now: children's changes do not reach it. Absent: the answer does not tell; ask with `currentlyPinned`. */
  readonly pinned?: boolean
  readonly checksum?: string
  readonly createdTime?: string
  /** When an earlier one was brought back. */
  readonly activatedTime?: string
}

/** What one revision runs with: its version and, by alias, those of its children. */
export interface Bom {
  readonly edgeWorkerId: string
  readonly version: string
  readonly dependencies: Readonly<Record<string, Bom>>
}

/** One resource limit as `GET /limits` tells it; `name` is Akamai's `limitId`, such as `activation-per-day-limit`. */
export interface ResourceLimit {
  readonly name: string
  readonly value: number
}

/** One account's EdgeWorkers API. All calls throw an `OutsideFailure` when they cannot be answered. */
export interface EdgeWorkers {
  listEdgeWorkers(): Promise<readonly EdgeWorker[]>
  listVersions(edgeWorkerId: string): Promise<readonly EdgeWorkerVersion[]>
  /** The activations that are live now: at most one per network. */
  activeActivations(edgeWorkerId: string): Promise<readonly Activation[]>
  /** All activations known, newest first. */
  listActivations(
    edgeWorkerId: string,
    filter?: { readonly version?: string; readonly network?: Network },
  ): Promise<readonly Activation[]>
  getActivation(edgeWorkerId: string, activationId: number): Promise<Activation | 'absent'>
  /** All deactivations known, in no order; activations do not tell of them. */
  listDeactivations(edgeWorkerId: string): Promise<readonly Deactivation[]>
  /** The `.tgz` as uploaded. Bounded in size. */
  downloadBundle(edgeWorkerId: string, version: string): Promise<Uint8Array>
  validateBundle(
    bundle: Uint8Array,
  ): Promise<{ readonly errors: readonly ValidationMessage[]; readonly warnings: readonly ValidationMessage[] }>
  /** Not idempotent: sent once. A refusal of the bundle or version (400, 404, 409, 413, 422) throws with `who: 'stop'`. */
  uploadVersion(edgeWorkerId: string, bundle: Uint8Array): Promise<EdgeWorkerVersion>
  /** Not idempotent: sent once. `already-activating` is Akamai's EW1021. `note` at most 128 characters. */
  activate(order: {
    readonly edgeWorkerId: string
    readonly network: Network
    readonly version: string
    readonly note: string
    readonly autoPin?: boolean
  }): Promise<{ kind: 'accepted'; activation: Activation } | { kind: 'already-activating' }>
  listProperties(
    edgeWorkerId: string,
  ): Promise<{ readonly properties: readonly PropertyUse[]; readonly partial: boolean }>
  /** Revisions of parents, newest first; EdgeWorkers without children may have none. */
  listRevisions(
    edgeWorkerId: string,
    filter?: {
      readonly version?: string
      readonly network?: Network
      readonly activationId?: number
      readonly currentlyPinned?: true
    },
  ): Promise<readonly Revision[]>
  revisionBom(edgeWorkerId: string, revisionId: string): Promise<Bom>
  /** The combined `.tgz` that a revision runs, children inside. Bounded in size. */
  downloadCombinedBundle(edgeWorkerId: string, revisionId: string): Promise<Uint8Array>
  listGroups(): Promise<readonly AccessGroup[]>
  limits(): Promise<readonly ResourceLimit[]>
}
