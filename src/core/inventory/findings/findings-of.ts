import type { Inventory, InventoryToken } from '../inventory.ts'
import { usageIndex } from '../usages-of-token.ts'
import { activationTrouble } from './activation-trouble.ts'
import { badKey } from './bad-key.ts'
import { couldRefreshItself } from './could-refresh-itself.ts'
import { deadInUse } from './dead-in-use.ts'
import { expiresSoon } from './expires-soon.ts'
import { type Finding, severities } from './finding.ts'
import { helperTooOld } from './helper-too-old.ts'
import { lockList } from './lock-list.ts'
import { quotaRadar } from './quota-radar.ts'
import { refreshOverdue } from './refresh-overdue.ts'
import { adviceOnScope } from './scope-advice.ts'
import { severalOwners } from './several-owners.ts'
import { isScoped, type Surroundings, type TokenFacts } from './token-facts.ts'
import { unknownCredentials } from './unknown-credentials.ts'
import { unreadable } from './unreadable.ts'
import { unused } from './unused.ts'

const ofTokens = [
  deadInUse,
  badKey,
  helperTooOld,
  activationTrouble,
  refreshOverdue,
  expiresSoon,
  severalOwners,
  couldRefreshItself,
  unused,
]

/** A dead token cannot be given other rights: what remains to be said is where it still is. */
const ofOne = (facts: TokenFacts): readonly Finding[] => [
  ...ofTokens.flatMap((rule) => rule(facts)),
  ...(isScoped(facts) && !facts.token.expired ? [...lockList(facts), ...adviceOnScope(facts)] : []),
]

/** The most severe first, else as they are. */
export const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))

/** Everything to say about one listed token, worst first. Pure. */
export const findingsOfToken = (
  inventory: Inventory,
  token: InventoryToken,
  surroundings: Surroundings,
): readonly Finding[] =>
  worstFirst(ofOne({ ...surroundings, inventory, token, usages: usageIndex(inventory.usages)(token) }))

/** Everything to say about an account and all of its tokens, worst first. Pure. */
export const findingsOf = (inventory: Inventory, surroundings: Surroundings): readonly Finding[] => {
  const facts = { ...surroundings, inventory }
  const usagesOf = usageIndex(inventory.usages)
  const soonestFirst = inventory.tokens.toSorted((a, b) => a.expiry.localeCompare(b.expiry))
  return worstFirst([
    ...unknownCredentials(facts),
    ...soonestFirst.flatMap((token) => ofOne({ ...facts, token, usages: usagesOf(token) })),
    ...quotaRadar(facts),
    ...unreadable(facts),
  ])
}
