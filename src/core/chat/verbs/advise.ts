import type { Finding } from '../../inventory/findings/finding.ts'
import { findingsOf, findingsOfToken, worstFirst } from '../../inventory/findings/findings-of.ts'
import type { Surroundings } from '../../inventory/findings/token-facts.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import { ownedIn } from '../../inventory/owned.ts'
import { type Answer, type Call, replace, show } from '../call.ts'
import { findToken, inventoryOf, type Seen } from '../find-token.ts'
import type { Command } from '../grammar/command.ts'
import { notFoundView } from '../not-found-view.ts'
import { sight } from '../sight.ts'
import { adviceView } from '../views/findings-view.ts'

const surroundingsOf = async ({ tools }: Call, account: string): Promise<Surroundings> => {
  const { generation, tokenLimit, quota } = tools.planToolsFor(account)
  return {
    now: tools.clock.now(),
    owners: tools.owners,
    generation,
    activations: await quota.activationsToday(account),
    ...(tokenLimit === undefined ? {} : { tokenLimit }),
  }
}

/** What there is to say about one token, worst first. */
export const findingsAbout = async (call: Call, { account, inventory, token }: Seen): Promise<readonly Finding[]> =>
  findingsOfToken(inventory, token, await surroundingsOf(call, account))

/** Of one account, what the person may see; what is about the account itself is for whoever sees a token of it. */
const visibleFindings = async (call: Call, inventory: Inventory): Promise<readonly Finding[]> => {
  const { account } = inventory
  const ownerIfSeen = await sight(call)
  const byName = new Map(inventory.tokens.map((token) => [token.name, token]))
  const owned = ownedIn(inventory)
  const mine = (name: string): boolean => {
    const token = byName.get(name)
    return ownerIfSeen(account, token === undefined ? { name, groups: [] } : owned(token)) !== undefined
  }
  const seesAny = inventory.tokens.some((token) => mine(token.name))
  const findings = findingsOf(inventory, await surroundingsOf(call, account))
  return findings.filter(({ token }) => (token === undefined ? seesAny : mine(token)))
}

/** `advise`: everything that should be better, of one token or of all that the person may see. */
export const advise = async (call: Call, command: Command, page = 0): Promise<Answer> => {
  const answer = page === 0 ? show : replace
  if (command.token !== undefined) {
    const found = await findToken(call, command.token, command.account)
    if (found.kind !== 'found') return show(notFoundView(found, command))
    const { seen } = found
    return answer(adviceView(await findingsAbout(call, seen), [seen.inventory], page, command.line))
  }
  const { tools } = call
  const accounts = tools.accounts.filter((name) => command.account === undefined || name === command.account)
  const inventories = await Promise.all(accounts.map((name) => inventoryOf(tools, name)))
  const lists = await Promise.all(inventories.map((inventory) => visibleFindings(call, inventory)))
  return answer(adviceView(worstFirst(lists.flat()), inventories, page, command.line))
}
