import type { Snapshot } from '../../ports/records.ts'
import type { ActionRecord } from '../../request/record.ts'
import { type Network, networks } from '../../token/network.ts'
import { newTokensOf } from '../snapshot-parts.ts'

/** A token that is about to be revoked, with the networks that it is allowed on. */
export interface Doomed {
  readonly name: string
  readonly uuid: string
  readonly fingerprint?: string
  /** It has a value that Akamai did not tell: fingerprints of values that are surely others'. */
  readonly notItsValue?: readonly string[]
  readonly networks: readonly Network[]
}

const fingerprintOf = (fingerprint: string | undefined) => (fingerprint === undefined ? {} : { fingerprint })

/** The new tokens that our own answers named: no other one may be taken back. */
const ownNewTokens = (snapshot: Snapshot): readonly Doomed[] =>
  newTokensOf(snapshot).flatMap(({ name, uuid, madeByUs, state, scope, fingerprint }) =>
    madeByUs === true && uuid !== undefined && state !== 'revoked'
      ? [{ name, uuid, networks: scope?.networks ?? networks, ...fingerprintOf(fingerprint) }]
      : [],
  )

/** The value of a token that expires is what bundles hold: without its fingerprint no other value proves anything. */
const hiddenValue = ({ plan }: ActionRecord, snapshot: Snapshot): Pick<Doomed, 'notItsValue'> => {
  const { oldFingerprint, oldGeneration } = plan.findings
  if (oldFingerprint !== undefined || oldGeneration !== 'expiring') return {}
  return { notItsValue: newTokensOf(snapshot).flatMap(({ fingerprint }) => fingerprint ?? []) }
}

/** The old token; or, when abandoning, the new ones. */
export const doomedTokens = (record: ActionRecord, snapshot: Snapshot): readonly Doomed[] => {
  if (record.state === 'abandoning') return ownNewTokens(snapshot)
  const { old } = record.plan.binding
  const { oldScope, oldFingerprint } = record.plan.findings
  if (old === undefined) return []
  const value = { ...fingerprintOf(oldFingerprint), ...hiddenValue(record, snapshot) }
  return [{ ...old, networks: oldScope?.networks ?? networks, ...value }]
}
