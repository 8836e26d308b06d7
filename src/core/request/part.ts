import type { PlannedEntry } from '../plan/plan.ts'
import type { Network } from '../token/network.ts'
import type { Scope } from '../token/scope.ts'
import type { Patience } from './patience.ts'
import type { Trouble } from './record.ts'

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

/**
 * A rewritten bundle: EdgeWorker × base version. `entries` are what changes in it, `helper`: the operator's helper library
 * may replace an old one; `k` counts this EdgeWorker's candidates. `version` and `sha256` are the intent of its upload.
 */
export interface Candidate extends Patience {
  readonly kind: 'candidate'
  readonly id: string
  readonly edgeWorkerId: string
  readonly baseVersion: string
  readonly baseChecksum: string
  readonly entries: readonly PlannedEntry[]
  readonly helper?: true
  readonly k: number
  readonly state: 'planned' | 'uploaded'
  readonly version?: string
  readonly sha256?: string
  readonly trouble?: Trouble
}

/**
 * One EdgeWorker on one network. Id `1234-S` or `1234-P`. `after`: the newest activation there when this attempt first
 * looked, so that foreign ones since are seen. `by`: who else deployed; `left`: their version, which stays.
 * `overwrote`: a foreign version that ours replaced unseen; `standsOn`: what is live instead of the base because of that.
 * `via`: the retry request that approved its base. `children`: targets that go first, both ways, as it runs them inside;
 * `parents`: EdgeWorkers that run it inside, `lagging`: those that do not run the new version yet, `toldAt`: when that
 * was last told.
 */
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
  readonly after?: number
  readonly by?: string
  readonly left?: string
  readonly overwrote?: string
  readonly standsOn?: string
  readonly via?: string
  readonly children?: readonly string[]
  readonly parents?: readonly string[]
  readonly lagging?: readonly string[]
  readonly toldAt?: number
  readonly trouble?: Trouble
}

export type Part = NewToken | Candidate | Target
