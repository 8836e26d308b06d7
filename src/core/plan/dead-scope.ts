import { entriesWith } from '../inventory/credential.ts'
import type { InventoryToken } from '../inventory/inventory.ts'
import type { Scope } from '../token/scope.ts'
import type { Ask } from './ask.ts'
import { credentialOf } from './bind-rotation.ts'
import { type BindingFacts, readBundles } from './plan-facts.ts'

/** Where the scope of a token that Akamai no longer tells of comes from. */
export type ScopeSource = 'bundle' | 'ask'

export interface DeadScope {
  readonly scope: Scope
  readonly from: ScopeSource
}

const askedScope = ({ scope }: Ask): Scope | undefined =>
  scope?.namespaces === undefined || scope.networks === undefined
    ? undefined
    : { namespaces: scope.namespaces, networks: scope.networks, edgeWorkerIds: scope.edgeWorkerIds ?? [] }

/** The scope of a token that died before the bot saw it alive: as asked, else as the JWT in a live bundle says. */
export const deadScope = (ask: Ask, facts: BindingFacts, token: InventoryToken): DeadScope | undefined => {
  const asked = askedScope(ask)
  if (asked !== undefined) return { scope: asked, from: 'ask' }
  const claimed = readBundles(facts.scan)
    .flatMap(({ contents }) => entriesWith(contents, credentialOf(token)))
    .find(({ scope }) => scope !== undefined && scope.networks.length > 0)?.scope
  return claimed === undefined ? undefined : { scope: claimed, from: 'bundle' }
}
