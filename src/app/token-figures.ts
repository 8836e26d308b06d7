import type { Inventory } from '../core/inventory/inventory.ts'
import { usageIndex } from '../core/inventory/usages-of-token.ts'
import { generationOf } from '../core/token/token.ts'
import { daysLeft } from '../core/token/token-dates.ts'
import type { TokenFigures } from '../web/metrics.ts'

/** What `/metrics` tells of an account's tokens. Uses are found by the credential, not by the label. */
export const tokenFigures = ({ tokens, usages }: Inventory, now: number): readonly TokenFigures[] => {
  const usagesOf = usageIndex(usages)
  return tokens.map((token) => ({
    token: token.name,
    usages: usagesOf(token).length,
    ...(generationOf(token) === 'auto-refreshing' ? {} : { daysLeft: daysLeft(token.expiry, now) }),
  }))
}
