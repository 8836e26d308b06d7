import type { Network } from '../../token/network.ts'

/** One EdgeWorker on one network, with what is active there. */
export interface LivePlace {
  readonly edgeWorkerId: string
  readonly network: Network
  readonly version: string
}

/**
 * A rotation that no record knows, read off what it left at Akamai. `deployed`: where its versions are active; `left`: where
 * the old token still is.
 */
export interface LostRotation {
  readonly account: string
  readonly mark: string
  readonly old: string
  readonly replacement: string
  readonly deployed: readonly LivePlace[]
  readonly left: readonly LivePlace[]
}
