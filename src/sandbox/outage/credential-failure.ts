import type { TokenEntry } from '../bundle/bundle-contents.ts'
import { findByCredential } from '../edgekv/token-state.ts'
import type { Account, Network, Token } from '../world/world.ts'

export type FailureReason =
  | 'unknown'
  | 'expired'
  | 'revoked'
  | 'not-complete'
  | 'helper-too-old'
  | 'network-not-allowed'
  | 'edge-worker-not-allowed'

/** From when until when EdgeKV answers 401 to a credential. */
export interface Failure {
  readonly from: number
  readonly to: number
  readonly reason: FailureReason
}

const always = (reason: FailureReason): Failure[] => [
  { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, reason },
]

/** Where a credential is used. `edgeWorkerId` is the one whose ID a locked token sees. */
export interface Use {
  readonly network: Network
  readonly edgeWorkerId: number
  readonly sendsReferences: boolean
}

/** All times, past and to come, at which this entry of a token file gets a 401. */
export const failuresOf = (account: Account, entry: TokenEntry, use: Use): Failure[] => {
  if (entry.value === undefined && !use.sendsReferences) return always('helper-too-old')
  const token = findByCredential(account, entry)
  if (token === undefined) return always('unknown')
  if (!token.networks.includes(use.network)) return always('network-not-allowed')
  if (token.restrictTo !== undefined && !token.restrictTo.includes(String(use.edgeWorkerId))) {
    return always('edge-worker-not-allowed')
  }
  return overTime(token)
}

const overTime = (token: Token): Failure[] => {
  const end = Math.min(token.diesAt, token.revokedAt ?? Number.POSITIVE_INFINITY)
  const beginning = token.failed ? end : Math.min(token.completeAt, end)
  const failures: Failure[] = [
    { from: Number.NEGATIVE_INFINITY, to: beginning, reason: 'not-complete' },
    { from: end, to: Number.POSITIVE_INFINITY, reason: end === token.revokedAt ? 'revoked' : 'expired' },
  ]
  return failures.filter((failure) => failure.from < failure.to)
}
