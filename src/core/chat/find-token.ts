import type { Inventory, InventoryToken } from '../inventory/inventory.ts'
import { ownedIn } from '../inventory/owned.ts'
import { resolveToken } from '../inventory/resolve-token.ts'
import type { Owner } from '../people/owner.ts'
import { rescan } from '../plan/rescan.ts'
import { rootOf } from '../token/token-name.ts'
import type { Call } from './call.ts'
import type { ChatTools } from './chat-tools.ts'
import { type Reader, sight } from './sight.ts'

/** A token with its account and owner, as one person may see it. */
export interface Seen {
  readonly account: string
  readonly token: InventoryToken
  readonly owner: Owner
  readonly inventory: Inventory
}

/** The last scan of an account; made now when there is none yet. */
export const inventoryOf = async (tools: ChatTools, account: string): Promise<Inventory> => {
  const known = await tools.inventories.load(account)
  if (known !== undefined) return known
  return (await rescan(tools.planToolsFor(account), account)).inventory
}

/** Every token that the person may see, in all accounts or one. */
export const visibleTokens = async (call: Call, account?: string): Promise<readonly Seen[]> => {
  const { tools } = call
  const accounts = account === undefined ? tools.accounts : tools.accounts.filter((name) => name === account)
  const ownerIfSeen = await sight(call)
  const inventories = await Promise.all(accounts.map((name) => inventoryOf(tools, name)))
  return inventories.flatMap((inventory) => {
    const { account } = inventory
    const owned = ownedIn(inventory)
    return inventory.tokens.flatMap((token) => {
      const owner = ownerIfSeen(account, owned(token))
      return owner === undefined ? [] : [{ account, token, inventory, owner }]
    })
  })
}

/**
 * The names before and after a token that the person may see. Of those that are gone nothing more is known than that they
 * were of its line: they are seen by whoever sees it.
 */
export const kinOf = async (reader: Reader, { account, inventory, token }: Seen): Promise<readonly string[]> => {
  const [ownerIfSeen, owned] = [await sight(reader), ownedIn(inventory)]
  const listed = inventory.tokens.filter((one) => ownerIfSeen(account, owned(one)) !== undefined)
  const gone = inventory.history.filter((name) => ownerIfSeen(account, { ...owned(token), name }) !== undefined)
  return [...listed.map(({ name }) => name), ...gone].filter(
    (name) => rootOf(name) === rootOf(token.name) && name !== token.name,
  )
}

export type Found =
  | { readonly kind: 'found'; readonly seen: Seen }
  | { readonly kind: 'halves'; readonly account: string; readonly names: readonly string[] }
  | { readonly kind: 'several'; readonly accounts: readonly string[] }
  | { readonly kind: 'no-account'; readonly account: string; readonly accounts: readonly string[] }
  | { readonly kind: 'unknown'; readonly known: readonly string[] }

const inAccount = (seen: readonly Seen[], account: string, name: string): Found | undefined => {
  const mine = seen.filter((one) => one.account === account)
  const first = mine[0]
  if (first === undefined) return undefined
  const resolved = resolveToken({ ...first.inventory, tokens: mine.map((one) => one.token) }, name)
  if (resolved.kind === 'halves') return { kind: 'halves', account, names: resolved.names }
  const found = resolved.kind === 'token' ? mine.find((one) => one.token.name === resolved.token.name) : undefined
  return found === undefined ? undefined : { kind: 'found', seen: found }
}

const findSeen = async (call: Call, name: string, account?: string): Promise<Found> => {
  const seen = await visibleTokens(call, account)
  const accounts = [...new Set(seen.map((one) => one.account))]
  const hits = accounts.map((one) => inAccount(seen, one, name)).filter((hit) => hit !== undefined)
  const [only, another] = hits
  if (only === undefined) return { kind: 'unknown', known: seen.map((one) => one.token.name) }
  if (another === undefined) return only
  return { kind: 'several', accounts: accounts.filter((one) => inAccount(seen, one, name) !== undefined) }
}

/** A scan as young as this would find nothing new; somebody who mistypes again and again costs Akamai little. */
const freshScanMs = 10_000

/** Looks at Akamai once more: whether any account was scanned anew, and why one could not be. */
const lookAgain = async (
  { tools }: Call,
  accounts: readonly string[],
): Promise<{ readonly isNew: boolean; readonly failure?: unknown }> => {
  const looks = accounts.map(async (account) => {
    const known = await tools.inventories.load(account)
    if (known !== undefined && tools.clock.now() - known.scannedAt < freshScanMs) return false
    await rescan(tools.planToolsFor(account), account)
    return true
  })
  const looked = await Promise.allSettled(looks)
  const failed = looked.find((one) => one.status === 'rejected')
  return {
    isNew: looked.some((one) => one.status === 'fulfilled' && one.value),
    ...(failed === undefined ? {} : { failure: failed.reason }),
  }
}

/**
 * The token that a person means; a name that they may not see is as unknown as one that is not there. One that is not in
 * the inventory is looked for at Akamai before it is called unknown; where Akamai does not answer, its failure is thrown.
 */
export const findToken = async (call: Call, name: string, account?: string): Promise<Found> => {
  const { accounts } = call.tools
  if (account !== undefined && !accounts.includes(account)) return { kind: 'no-account', account, accounts }
  const found = await findSeen(call, name, account)
  if (found.kind !== 'unknown') return found
  const { isNew, failure } = await lookAgain(call, account === undefined ? accounts : [account])
  const again = isNew ? await findSeen(call, name, account) : found
  if (again.kind === 'unknown' && failure !== undefined) throw failure
  return again
}
