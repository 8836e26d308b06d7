import type { Owner } from '../../people/owner.ts'
import type { ActivationsToday } from '../../ports/quota.ts'
import type { Generation } from '../../token/token.ts'
import type { Inventory, InventoryToken, Usage } from '../inventory.ts'

/** What is known beside the inventory; a finding that needs what is missing is not made. Times in ms UTC. */
export interface Surroundings {
  readonly now: number
  readonly owners?: readonly Owner[]
  /** What the account issues today. */
  readonly generation?: Generation
  /** The account's own limit, where an operator knows it. */
  readonly tokenLimit?: number
  readonly activations?: ActivationsToday
}

export interface AccountFacts extends Surroundings {
  readonly inventory: Inventory
}

/** One listed token with its usages. */
export interface TokenFacts extends AccountFacts {
  readonly token: InventoryToken
  readonly usages: readonly Usage[]
}

/** One token whose rights are known. */
export type ScopedFacts = TokenFacts & { readonly token: Required<Pick<InventoryToken, 'scope'>> }

export const isScoped = (facts: TokenFacts): facts is ScopedFacts => facts.token.scope !== undefined
