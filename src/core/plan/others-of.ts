import { usedInside } from '../inventory/inherited.ts'
import type { InventoryToken } from '../inventory/inventory.ts'
import type { LiveBundle } from '../inventory/live-bundle.ts'
import { type Network, networks } from '../token/network.ts'
import { credentialOf, usersOf } from './bind-rotation.ts'
import type { Binding, OtherUsage } from './plan.ts'
import type { FindingFacts } from './plan-facts.ts'

const placeOf = ({ activation: { edgeWorkerId, network, version } }: LiveBundle) => ({ edgeWorkerId, network, version })

const isTarget = ({ activation: { edgeWorkerId, network } }: LiveBundle, { targets }: Binding): boolean =>
  targets.some((target) => target.edgeWorkerId === edgeWorkerId && target.network === network)

/** Through its children, a parent runs what only they can change. */
const insideOf = (live: LiveBundle, facts: FindingFacts, { targets }: Binding): readonly OtherUsage[] => {
  if (facts.token === undefined) return []
  const { network } = live.activation
  const isRewritten = (id: string, version: string): boolean =>
    targets.some((one) => one.edgeWorkerId === id && one.network === network && one.baseVersion === version)
  const reasons = usedInside(live, credentialOf(facts.token)).map((child) => {
    if (child === 'elsewhere') return 'the token lives in its combined bundle alone'
    const name = `its child ${child.edgeWorkerId} ${child.version}`
    return isRewritten(child.edgeWorkerId, child.version)
      ? `the token comes from ${name}, which is rewritten`
      : `the token lives in ${name}, inside of its combined bundle alone`
  })
  return [...new Set(reasons)].map((reason) => ({ ...placeOf(live), reason }))
}

const whyUntouched = (token: InventoryToken, network: Network): string =>
  token.scope?.networks.includes(network) === true
    ? `the new token would not be allowed on ${network}, so the old one is kept while this uses it`
    : `the token is not allowed on ${network}`

/** Usages that the rotation does not touch: listed, not rewritten. */
export const othersOf = (facts: FindingFacts, binding: Binding): readonly OtherUsage[] => {
  const { token } = facts
  if (token === undefined || !['rotate', 'migrate'].includes(binding.action)) return []
  const untouched = usersOf(facts, token, networks)
    .filter((bundle) => !isTarget(bundle, binding))
    .map((bundle) => ({ ...placeOf(bundle), reason: whyUntouched(token, bundle.activation.network) }))
  return [...untouched, ...facts.scan.live.flatMap((live) => insideOf(live, facts, binding))]
}
