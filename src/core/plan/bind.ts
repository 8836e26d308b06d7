import type { InventoryToken } from '../inventory/inventory.ts'
import { resolveToken } from '../inventory/resolve-token.ts'
import type { Scope } from '../token/scope.ts'
import { generationOf } from '../token/token.ts'
import type { Ask } from './ask.ts'
import { bindAdopt } from './bind-adopt.ts'
import { bindCreate, bindToken } from './bind-other.ts'
import { bindRetry } from './bind-retry.ts'
import { bindRotation } from './bind-rotation.ts'
import { goneToken, scopeFromBundle } from './dead-token.ts'
import type { BindingFacts } from './plan-facts.ts'
import type { PlanTools } from './plan-tools.ts'
import type { Bound, NoPlan } from './planned.ts'

const bindNew = (ask: Ask, facts: BindingFacts): Bound | NoPlan => {
  const binding = bindCreate(ask, facts)
  const alive = new Set(facts.scan.inventory.tokens.filter((token) => !token.expired).map((token) => token.name))
  const taken = binding.new?.find(({ name }) => alive.has(name))
  if (taken !== undefined) return { kind: 'name-taken', name: taken.name }
  const reserved = binding.new?.find(({ name }) => facts.reserved.includes(name))
  return reserved === undefined ? { binding, facts } : { kind: 'name-reserved', name: reserved.name }
}

/** The token that is meant; one that Akamai does not know any more lives on in the bundles that use it. */
const tokenFor = async (tools: PlanTools, ask: Ask, facts: BindingFacts): Promise<InventoryToken | NoPlan> => {
  const resolved = resolveToken(facts.scan.inventory, ask.token)
  if (resolved.kind === 'token') return resolved.token
  if (resolved.kind === 'halves') return resolved
  const gone = goneToken(facts, ask.token)
  if (gone !== undefined && (await tools.edgeKv.getToken(ask.token)).kind !== 'found') return gone
  return { kind: 'unknown-token', name: ask.token, known: facts.scan.inventory.tokens.map((token) => token.name) }
}

const bindOne = (action: 'refresh' | 'revoke', facts: BindingFacts, token: InventoryToken): Bound | NoPlan => {
  const refreshable = generationOf(token) === 'auto-refreshing' && !token.expired
  if (action === 'refresh' && !refreshable) return { kind: 'not-refreshable', name: token.name }
  return { binding: bindToken(action, facts, token), facts }
}

/** A scope that was asked for whole; what is not said of EdgeWorkers is no list. */
const askedScope = ({ scope }: Ask): Scope | undefined =>
  scope?.namespaces === undefined || scope.networks === undefined
    ? undefined
    : { namespaces: scope.namespaces, networks: scope.networks, edgeWorkerIds: scope.edgeWorkerIds ?? [] }

const bindReplacement = async (
  tools: PlanTools,
  ask: Ask,
  facts: BindingFacts,
  token: InventoryToken,
): Promise<Bound | NoPlan> => {
  const mayRefresh = generationOf(token) === 'auto-refreshing' && !token.expired
  if (mayRefresh && ask.replace !== true && ask.compromised !== true)
    return { kind: 'refresh-or-replace', name: token.name }
  if (token.scope !== undefined) return { binding: bindRotation(ask, facts, token, token.scope), facts }
  const found = await scopeFromBundle(tools, facts, token.name)
  const scope = found ?? askedScope(ask)
  if (scope === undefined) return { kind: 'scope-unknown', name: token.name }
  const scopeFrom = found === undefined ? ('asked' as const) : ('bundle' as const)
  const known = { ...facts, token: { ...token, scope }, scopeFrom }
  return { binding: bindRotation(ask, known, known.token, scope), facts: known }
}

/** The binding part of what was asked, or why there is none. */
export const bind = async (tools: PlanTools, ask: Ask, facts: BindingFacts): Promise<Bound | NoPlan> => {
  if (ask.action === 'create') return bindNew(ask, facts)
  if (ask.action === 'retry') return bindRetry(tools, ask, facts)
  if (ask.action === 'adopt') return bindAdopt(ask, facts)
  const token = await tokenFor(tools, ask, facts)
  if ('kind' in token) return token
  const known: BindingFacts = { ...facts, token, dead: token.expired }
  return ask.action === 'refresh' || ask.action === 'revoke'
    ? bindOne(ask.action, known, token)
    : bindReplacement(tools, ask, known, token)
}
