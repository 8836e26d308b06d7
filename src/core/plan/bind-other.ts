import type { InventoryToken } from '../inventory/inventory.ts'
import type { Ask } from './ask.ts'
import { createdBy } from './created-by.ts'
import type { Binding } from './plan.ts'
import type { BindingFacts } from './plan-facts.ts'

/** The binding part of `refresh` and `revoke`: the token itself. */
export const bindToken = (action: 'refresh' | 'revoke', facts: BindingFacts, token: InventoryToken): Binding => ({
  v: 1,
  account: facts.account,
  action,
  old: { name: token.name, uuid: token.uuid },
  targets: [],
  options: {},
})

/** The binding part of `create`: one new token, or a pair, as asked. */
export const bindCreate = (ask: Ask, facts: BindingFacts): Binding => ({
  v: 1,
  account: facts.account,
  action: 'create',
  new: createdBy(ask).map(({ name, scope }) => ({
    name,
    generation: facts.generation,
    scope,
    ...(facts.generation === 'expiring' && ask.expiry !== undefined ? { expiry: ask.expiry } : {}),
  })),
  targets: [],
  options: {},
})
