import type { IncomingMessage } from 'node:http'
import type { ApiClient } from '../edgegrid/api-client.ts'
import { gatewayProblem } from '../edgegrid/gateway-problem.ts'
import { verifySignature } from '../edgegrid/verify-signature.ts'
import { pidOf } from '../faults/kill-client.ts'
import type { Answer } from '../http/answer.ts'
import type { RouteMatch } from '../http/match-route.ts'
import { type SandboxState, settledNow } from '../sandbox-state.ts'
import type { Account } from '../world/world.ts'
import type { AkamaiCall, AkamaiRoute } from './akamai-call.ts'

/** Checks the signature, finds the account, and lets the route answer. */
export const answerCall = (
  state: SandboxState,
  request: IncomingMessage,
  body: Buffer,
  matched: RouteMatch<AkamaiRoute> | 'method' | undefined,
): Answer => {
  const facts = { method: request.method ?? 'GET', host: request.headers.host ?? '', target: request.url ?? '/' }
  const shown = { method: facts.method, url: `https://${facts.host}${facts.target}` }
  const { authorization } = request.headers
  const verdict = verifySignature({ ...facts, body, authorization }, state.clients, Date.now())
  if (verdict.kind === 'denied') return gatewayProblem('pep-authn/deny', shown, verdict.detail)
  if (!state.nonces.claim(verdict.client.clientToken, verdict.nonce, Date.now())) {
    return gatewayProblem('pep-authn/deny', shown, 'Invalid nonce')
  }
  if (matched === undefined) return gatewayProblem('resource-impl/forward-origin-error', shown, undefined, 404)
  if (matched === 'method') return gatewayProblem('resource-impl/forward-origin-error', shown, undefined, 405)
  const query = new URL(shown.url).searchParams
  const account = accountOf(state, query.get('accountSwitchKey'))
  if (account === undefined) {
    return gatewayProblem('pep-authz/deny', shown, 'The client does not have the grant needed for the request')
  }
  return matched.route.handle({
    ...shown,
    query,
    body,
    account,
    params: matched.params,
    contentType: request.headers['content-type'] ?? '',
    world: state.world,
    client: verdict.client,
    now: settledNow(state),
    record: recorder(state, request, account, verdict.client),
  })
}

const accountOf = (state: SandboxState, switchKey: string | null): Account | undefined =>
  switchKey === null
    ? state.world.accounts[0]
    : state.world.accounts.find((account) => account.switchKey !== undefined && account.switchKey === switchKey)

const recorder = (
  state: SandboxState,
  request: IncomingMessage,
  account: Account,
  client: ApiClient,
): AkamaiCall['record'] => {
  const pid = pidOf(request)
  return (kind, facts) =>
    state.effects.record({
      at: state.clock.now(),
      account: account.name,
      kind,
      client: client.section,
      ...(pid === undefined ? {} : { pid }),
      ...facts,
    })
}
