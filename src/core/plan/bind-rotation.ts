import { type Credential, entriesWith } from '../inventory/credential.ts'
import type { InventoryToken } from '../inventory/inventory.ts'
import type { Network } from '../token/network.ts'
import type { Scope } from '../token/scope.ts'
import type { Ask } from './ask.ts'
import { newScope, newToken } from './new-token.ts'
import type { Binding, PlannedCandidate, PlannedTarget } from './plan.ts'
import { type BindingFacts, type ReadBundle, readBundles } from './plan-facts.ts'

export const credentialOf = (token: InventoryToken): Credential => ({
  name: token.name,
  uuid: token.uuid,
  ...(token.fingerprint === undefined ? {} : { fingerprint: token.fingerprint }),
})

/** The live bundles through which the token is used, on the given networks. */
export const usersOf = (
  facts: BindingFacts,
  token: InventoryToken,
  networks: readonly Network[],
): readonly ReadBundle[] =>
  readBundles(facts.scan).filter(
    ({ activation, contents }) =>
      networks.includes(activation.network) && entriesWith(contents, credentialOf(token)).length > 0,
  )

export const byIdThenNetwork = (a: PlannedTarget, b: PlannedTarget): number =>
  Number(a.edgeWorkerId) - Number(b.edgeWorkerId) || b.network.localeCompare(a.network)

/** One live bundle as a target: every entry of the old token becomes the new one's. */
export const targetOf = (token: Credential, to: string, { activation, contents }: ReadBundle): PlannedTarget => ({
  edgeWorkerId: activation.edgeWorkerId,
  network: activation.network,
  baseVersion: activation.version,
  baseChecksum: contents.sha256,
  entries: entriesWith(contents, token).map(({ path, key, name }) => ({ path, key, from: name, to })),
})

/** Bundles of these users that need the operator's helper library to read a reference. */
export const needHelper = (users: readonly ReadBundle[]): readonly ReadBundle[] =>
  users.filter(({ contents }) => contents.helper?.references !== true)

/** Which helper library is replaced, where the operator has one and a bundle needs it. */
export const helperOf = (facts: BindingFacts, users: readonly ReadBundle[]): Pick<Binding, 'helper'> => {
  const old = needHelper(users)
  if (old.length === 0 || facts.helperVersion === undefined) return {}
  const from = [...new Set(old.map(({ contents }) => contents.helper?.version ?? 'none'))].sort().join(', ')
  return { helper: { from, to: facts.helperVersion } }
}

const optionsOf = (ask: Ask, facts: BindingFacts): Binding['options'] => ({
  ...(ask.compromised === true ? { compromised: true } : {}),
  ...(ask.replace === true ? { replace: true } : {}),
  ...(ask.fixKeys === true ? { fixKeys: true } : {}),
  ...(facts.dead ? { dead: true } : {}),
})

/** The binding part of a rotation: the new token, and each network's own active version that uses the old one. */
export const bindRotation = (ask: Ask, facts: BindingFacts, old: InventoryToken, oldScope: Scope): Binding => {
  const networks = ask.scope?.networks ?? oldScope.networks
  const users = usersOf(facts, old, networks)
  const ids = users.map(({ activation }) => activation.edgeWorkerId)
  const made = newToken(facts, ask, old, newScope(oldScope, ask, ids))
  return {
    v: 1,
    account: facts.account,
    action: ask.action === 'migrate' ? 'migrate' : 'rotate',
    old: { name: old.name, uuid: old.uuid },
    new: [made],
    targets: users.map((user) => targetOf(credentialOf(old), made.name, user)).sort(byIdThenNetwork),
    ...(made.generation === 'auto-refreshing' ? helperOf(facts, users) : {}),
    options: optionsOf(ask, facts),
  }
}

/** One candidate per EdgeWorker and base version; it may serve both networks. */
export const candidatesOf = (targets: readonly PlannedTarget[]): readonly PlannedCandidate[] => {
  const seen = new Map<string, PlannedCandidate>()
  for (const { edgeWorkerId, baseVersion } of targets)
    seen.set(`${edgeWorkerId}@${baseVersion}`, { edgeWorkerId, baseVersion })
  return [...seen.values()]
}
