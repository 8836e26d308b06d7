import type { Network } from '../token/network.ts'
import { rootOf } from '../token/token-name.ts'
import type { Subject } from './matches.ts'

/**
 * A token as owners see it. It is matched under its own name and under the one that people say (`mkt_token1` for
 * `mkt_token1_r2`), so that a rotation does not hand a token to another owner.
 */
export const subjectOf = (token: {
  readonly account: string
  readonly name: string
  readonly namespaces?: readonly string[]
  readonly groups?: readonly string[]
  readonly networks?: readonly Network[]
}): Subject => ({
  account: token.account,
  tokens: [...new Set([token.name, rootOf(token.name)])],
  namespaces: token.namespaces ?? [],
  groups: token.groups ?? [],
  networks: token.networks ?? [],
})
