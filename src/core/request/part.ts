import type { Network } from '../token/network.ts'
import type { Scope } from '../token/scope.ts'
import type { Trouble } from './record.ts'

/** How often the outside refused this part's step for now, and since when. */
export interface Patience {
  readonly tries?: number
  readonly failingSince?: number
  /** Its step has looked and waits for this time (clock port ms). */
  readonly waitsUntil?: number
}

/** A new token of this rotation. `madeByUs`: our own 200 answer named this uuid. */
export interface NewToken extends Patience {
  readonly kind: 'new-token'
  readonly id: string
  readonly name: string
  readonly state: 'planned' | 'creating' | 'complete' | 'failed' | 'revoked'
  readonly looked?: true
  readonly intended?: true
  readonly uuid?: string
  readonly madeByUs?: true
  readonly scope?: Scope
  readonly fingerprint?: string
  readonly since?: number
  readonly trouble?: Trouble
}

/** A rewritten bundle: EdgeWorker × base version. `k` counts this EdgeWorker's candidates. */
export interface Candidate extends Patience {
  readonly kind: 'candidate'
  readonly id: string
  readonly edgeWorkerId: string
  readonly baseVersion: string
  readonly baseChecksum: string
  readonly k: number
  readonly state: 'planned' | 'uploaded'
  readonly version?: string
  readonly sha256?: string
  readonly trouble?: Trouble
}

/** One EdgeWorker on one network. Id `1234-S` or `1234-P`. */
export interface Target extends Patience {
  readonly kind: 'target'
  readonly id: string
  readonly edgeWorkerId: string
  readonly network: Network
  readonly baseVersion: string
  readonly candidate: string
  readonly state:
    | 'planned'
    | 'activating'
    | 'active'
    | 'verified'
    | 'waiting-for-parents'
    | 'failed'
    | 'dropped'
    | 'restoring'
    | 'restored'
  readonly activationId?: number
  readonly restoreActivationId?: number
  readonly attempt: number
  readonly since?: number
  readonly by?: string
  readonly trouble?: Trouble
}

export type Part = NewToken | Candidate | Target
