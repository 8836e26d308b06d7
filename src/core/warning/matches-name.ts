import { globMatches } from '../people/glob-matches.ts'
import { rootOf } from '../token/token-name.ts'
import type { Subscription } from './subscription.ts'

/** Whether a subscription is about a token, by its name or that of its lineage. */
export const matchesName = (
  { pattern, account }: Pick<Subscription, 'pattern' | 'account'>,
  one: { readonly account: string; readonly token: string },
): boolean =>
  (account === undefined || account === one.account) &&
  [one.token, rootOf(one.token)].some((name) => globMatches(pattern, name))
