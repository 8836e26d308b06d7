import type { EdgeWorkerSeed, TokenSeed } from './world-types.ts'

/** One team's part of an account. */
export interface TeamSeed {
  readonly tokens: readonly TokenSeed[]
  readonly edgeWorkers: readonly EdgeWorkerSeed[]
}
