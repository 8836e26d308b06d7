import type { Snapshot } from '../../ports/records.ts'
import type { ActionRecord } from '../../request/record.ts'
import { type Network, networks } from '../../token/network.ts'
import { newTokensOf } from '../snapshot-parts.ts'

/** A token that is about to be revoked, with the networks that it is allowed on. */
export interface Doomed {
  readonly name: string
  readonly uuid: string
  readonly fingerprint?: string
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

/** The old token; or, when abandoning, the new ones. */
export const doomedTokens = (record: ActionRecord, snapshot: Snapshot): readonly Doomed[] => {
  if (record.state === 'abandoning') return ownNewTokens(snapshot)
  const { old } = record.plan.binding
  const { oldScope, oldFingerprint } = record.plan.findings
  return old === undefined
    ? []
    : [{ ...old, networks: oldScope?.networks ?? networks, ...fingerprintOf(oldFingerprint) }]
}
