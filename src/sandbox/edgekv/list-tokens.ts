import type { AkamaiCall } from '../akamai/akamai-call.ts'
import { type Answer, json } from '../http/answer.ts'
import { edgeKvProblem } from './edgekv-problem.ts'
import { showRow } from './show-token.ts'
import { isListed } from './token-state.ts'

/** An account without tokens is a 404 in Akamai's description and an empty list elsewhere: a switch decides. */
export const listTokens = (call: AkamaiCall): Answer => {
  const includeExpired = call.query.get('includeExpired') === 'true'
  const listed = call.account.tokens.filter((token) => isListed(token, call.now, includeExpired))
  if (listed.length === 0 && call.account.settings.emptyTokenList === '404') {
    return edgeKvProblem(404, 'EKV_3000', 'No tokens exist.')
  }
  return json(200, { tokens: listed.map((token) => showRow(token, call.now)) })
}
