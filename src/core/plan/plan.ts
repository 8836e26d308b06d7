import type { Network } from '../token/network.ts'
import type { Scope } from '../token/scope.ts'
import type { Generation } from '../token/token.ts'

export const actions = ['create', 'refresh', 'revoke', 'rotate', 'migrate', 'retry', 'adopt'] as const
export type Action = (typeof actions)[number]

/** One token that the action makes; with a `uuid`, one that is there already (`adopt`, `retry`). */
export interface PlannedToken {
  readonly name: string
  readonly generation: Generation
  readonly scope: Scope
  readonly expiry?: string
  readonly uuid?: string
  /** SHA-256 of its value, where it is there already and has one. */
  readonly fingerprint?: string
}

/** One token-file entry that changes; `from` and `to` are token names. */
export interface PlannedEntry {
  readonly path: string
  readonly key: string
  readonly from: string
  readonly to: string
}

export interface PlannedTarget {
  readonly edgeWorkerId: string
  readonly network: Network
  readonly baseVersion: string
  readonly baseChecksum: string
  readonly entries: readonly PlannedEntry[]
}

export interface PlanOptions {
  readonly compromised?: true
  readonly replace?: true
  readonly fixKeys?: true
  readonly dead?: true
}

/** What is approved: digested as SHA-256 of its RFC 8785 JSON. Targets are sorted by id, then network. */
export interface Binding {
  readonly v: 1
  readonly account: string
  readonly action: Action
  readonly old?: { readonly name: string; readonly uuid: string }
  readonly new?: readonly PlannedToken[]
  readonly targets: readonly PlannedTarget[]
  readonly helper?: { readonly from: string; readonly to: string }
  readonly options: PlanOptions
}

/** Something the plan has to say, with what to do about it. `where`: `4101 main.js:41`, a version, a group. */
export interface Remark {
  readonly code: string
  readonly sentence: string
  readonly advice: string
  readonly where?: string
}

/** What the team's own repository must change, or its next deployment brings the old token back. */
export interface SourceEntry {
  readonly edgeWorkerId: string
  readonly path: string
  readonly key: string
  readonly tokenName: string
}

/** A usage that is listed and not rewritten, with the reason. */
export interface OtherUsage {
  readonly edgeWorkerId: string
  readonly network: Network
  readonly version: string
  readonly reason: string
}

/** A target whose base runs inside of a parent, on one network. Both are EdgeWorker ids. */
export interface Kinship {
  readonly network: Network
  readonly child: string
  readonly parent: string
}

/** Shown and stored, never digested. Times in ms UTC. */
export interface Findings {
  readonly madeAt: number
  readonly owner: string
  /** Access groups, by id, of the EdgeWorkers that use the old token or may use the new one. */
  readonly groups?: readonly string[]
  readonly headline: string
  readonly oldGeneration?: Generation
  readonly expiry?: string
  readonly daysLeft?: number
  readonly oldScope?: Scope
  /** SHA-256 of the old token's value, where it has one: finds usages by credential. */
  readonly oldFingerprint?: string
  readonly edgeWorkerNames: Readonly<Record<string, string>>
  readonly properties: Readonly<Record<string, readonly string[]>>
  readonly candidates: readonly PlannedCandidate[]
  readonly source: readonly SourceEntry[]
  readonly others: readonly OtherUsage[]
  readonly firstOnProduction: readonly string[]
  /** Which targets run inside of which parents. Older plans do not tell. */
  readonly family?: readonly Kinship[]
  readonly estimateMs: number
  readonly approveBy?: number
  readonly blockers: readonly Remark[]
  readonly warnings: readonly Remark[]
  readonly blindSpots: readonly Remark[]
  /** Best practices that the new token does not follow, with their reasons. Older plans have none. */
  readonly advice?: readonly Remark[]
}

/** A rewritten bundle to be: one per EdgeWorker and base version; it may serve both networks. */
export interface PlannedCandidate {
  readonly edgeWorkerId: string
  readonly baseVersion: string
}

/** Exactly what an action will do. */
export interface Plan {
  readonly binding: Binding
  readonly digest: string
  readonly findings: Findings
}
