import type { Inventory } from '../../inventory/inventory.ts'
import { reservedNames } from '../../plan/make-plan.ts'
import type { Generation } from '../../token/token.ts'
import type { ChatTools } from '../chat-tools.ts'

/** What is known of an account while somebody fills in a form about it. `reserved`: names that open requests will use. */
export interface FormFacts {
  readonly inventory: Inventory
  readonly reserved: readonly string[]
  readonly generation: Generation
  readonly now: number
}

/** The facts of stored knowledge alone: nobody is asked while somebody types. */
export const formFacts = async (tools: ChatTools, inventory: Inventory): Promise<FormFacts> => ({
  inventory,
  reserved: await reservedNames(tools, inventory.account),
  generation: tools.planToolsFor(inventory.account).generation,
  now: tools.clock.now(),
})
