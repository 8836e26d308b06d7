import type { InventoryToken } from '../inventory/inventory.ts'
import { generationOf } from '../token/token.ts'
import type { Ask } from './ask.ts'
import { byIdThenNetwork, credentialOf, helperOf, targetOf, usersOf } from './bind-rotation.ts'
import type { Binding, PlannedToken } from './plan.ts'
import type { BindingFacts } from './plan-facts.ts'
import type { Bound, NoPlan } from './planned.ts'

const asItIs = (token: InventoryToken & { readonly scope: PlannedToken['scope'] }): PlannedToken => {
  const generation = generationOf(token)
  return {
    name: token.name,
    uuid: token.uuid,
    generation,
    scope: token.scope,
    ...(generation === 'expiring' ? { expiry: token.expiry } : {}),
    ...(token.fingerprint === undefined ? {} : { fingerprint: token.fingerprint }),
  }
}

/**
 * The binding part of `adopt`: the new token that is there already, and every live bundle that still uses the old one.
 * What was deployed before the loss needs nothing more.
 */
export const bindAdopt = (ask: Ask, facts: BindingFacts): Bound | NoPlan => {
  const { tokens } = facts.scan.inventory
  const unknown = (name: string): NoPlan => ({ kind: 'unknown-token', name, known: tokens.map((token) => token.name) })
  const old = tokens.find((token) => token.name === ask.token)
  const made = tokens.find((token) => token.name === ask.replacement && !token.expired)
  if (old === undefined) return unknown(ask.token)
  if (made?.scope === undefined) return unknown(ask.replacement ?? '')
  const { scope } = made
  const users = usersOf(facts, old, scope.networks)
  const binding: Binding = {
    v: 1,
    account: facts.account,
    action: 'adopt',
    old: { name: old.name, uuid: old.uuid },
    new: [asItIs({ ...made, scope })],
    targets: users.map((user) => targetOf(credentialOf(old), made.name, user)).sort(byIdThenNetwork),
    ...(generationOf(made) === 'auto-refreshing' ? helperOf(facts, users) : {}),
    options: old.expired ? { dead: true } : {},
  }
  return { binding, facts: { ...facts, token: old, dead: old.expired } }
}
