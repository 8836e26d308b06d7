import type { InventoryToken } from '../inventory/inventory.ts'
import type { Scope } from '../token/scope.ts'
import { dateOf, longestExpiry } from '../token/token-dates.ts'
import { replacementName } from '../token/token-name.ts'
import type { Ask } from './ask.ts'
import type { PlannedToken } from './plan.ts'
import type { BindingFacts } from './plan-facts.ts'

const dayMs = 86_400_000

const byNumber = (ids: Iterable<string>): readonly string[] => [...new Set(ids)].sort((a, b) => Number(a) - Number(b))

/**
 * The new token's scope: the old one's unless asked otherwise. No EdgeWorker list stays no list; where there was one it
 * is the union with the real users.
 */
export const newScope = (old: Scope, ask: Ask, users: readonly string[]): Scope => ({
  namespaces: ask.scope?.namespaces ?? old.namespaces,
  networks: ask.scope?.networks ?? old.networks,
  edgeWorkerIds: byNumber(
    ask.scope?.edgeWorkerIds ?? (old.edgeWorkerIds.length === 0 ? [] : [...old.edgeWorkerIds, ...users]),
  ),
})

/** The old token's lifetime from today on, at most Akamai's six months. */
const defaultExpiry = (old: InventoryToken, now: number): string => {
  const longest = longestExpiry(now)
  if (old.issueDate === undefined || old.expiry.startsWith('9999')) return longest
  const lifetime = Math.max(dayMs, Date.parse(old.expiry) - Date.parse(old.issueDate))
  return dateOf(Math.min(now + lifetime, Date.parse(longest)))
}

export const newToken = (facts: BindingFacts, ask: Ask, old: InventoryToken, scope: Scope): PlannedToken => {
  const names = [
    ...facts.scan.inventory.tokens.map((token) => token.name),
    ...facts.scan.inventory.history,
    ...facts.reserved,
  ]
  const { approvedName } = facts
  const isFree = approvedName !== undefined && !names.includes(approvedName)
  const expires = facts.generation === 'expiring' && ask.action !== 'migrate'
  return {
    name: isFree ? approvedName : replacementName(old.name, names),
    generation: expires ? 'expiring' : 'auto-refreshing',
    scope,
    ...(expires ? { expiry: ask.expiry ?? defaultExpiry(old, facts.now) } : {}),
  }
}
