import { rootOf } from '../token/token-name.ts'
import type { Inventory, InventoryToken } from './inventory.ts'

const numberOf = (name: string): number => Number(/_r(\d+)$/.exec(name)?.[1] ?? 1)

export type Resolved =
  | { readonly kind: 'token'; readonly token: InventoryToken }
  /** Only a staging and a production half exist under this root. */
  | { readonly kind: 'halves'; readonly names: readonly string[] }
  | { readonly kind: 'unknown' }

const isAlive = (token: InventoryToken): boolean => !token.expired

/**
 * The token that people mean by a name: that very one while it lives, else the newest of its lineage (`_r<N>`), dead ones
 * last; `mkt_token1` where only `mkt_token1_stg` and `mkt_token1_prd` exist is `halves`.
 */
export const resolveToken = (inventory: Inventory, name: string): Resolved => {
  const exact = inventory.tokens.find((token) => token.name === name)
  if (exact !== undefined && isAlive(exact)) return { kind: 'token', token: exact }
  const kin = inventory.tokens.filter((token) => rootOf(token.name) === name)
  const newest = [...kin].sort(
    (a, b) => Number(isAlive(b)) - Number(isAlive(a)) || numberOf(b.name) - numberOf(a.name),
  )[0]
  const best = newest !== undefined && isAlive(newest) ? newest : (exact ?? newest)
  if (best !== undefined) return { kind: 'token', token: best }
  const halves = inventory.tokens.filter(
    (token) => isAlive(token) && [`${name}_stg`, `${name}_prd`].includes(rootOf(token.name)),
  )
  return halves.length > 0 ? { kind: 'halves', names: halves.map((token) => token.name) } : { kind: 'unknown' }
}
