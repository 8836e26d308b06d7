import { type AkamaiCall, param } from '../akamai/akamai-call.ts'
import { dateOf } from '../clock/dates.ts'
import { gatewayProblem } from '../edgegrid/gateway-problem.ts'
import { type Answer, json } from '../http/answer.ts'
import type { Token } from '../world/world.ts'
import { badInput, edgeKvProblem } from './edgekv-problem.ts'
import { uuidOf } from './make-token.ts'
import { mayActOn } from './may-act-on.ts'
import { isTokenName } from './read-token-order.ts'
import { showToken } from './show-token.ts'
import { findToken, refreshEveryMs, stateOf } from './token-state.ts'

export const getToken = (call: AkamaiCall): Answer => {
  const found = lookUp(call)
  if ('status' in found) return found
  return stateOf(found, call.now) === 'expired' ? expired() : json(200, showToken(found, call.now))
}

const expired = (): Answer => edgeKvProblem(410, 'EKV_3000', 'Token has expired.')

/** Revoking works at once and for ever; an expired token can no longer be revoked. */
export const revokeToken = (call: AkamaiCall): Answer => {
  const found = lookUp(call)
  if ('status' in found) return found
  if (stateOf(found, call.now) === 'expired') return expired()
  const forbidden = mayActOn(call, found.networks)
  if (forbidden !== undefined) return forbidden
  found.revokedAt = call.now
  call.record('token.revoke', { name: found.name, uuid: found.uuid })
  return json(200, { name: found.name, uuid: found.uuid })
}

/** What Akamai answers for a token of the older generation is not documented. */
export const refreshToken = (call: AkamaiCall): Answer => {
  const found = lookUp(call)
  if ('status' in found) return found
  if (stateOf(found, call.now) === 'expired') return expired()
  if (found.generation === 'expiring') return badInput('This token does not support being refreshed.')
  const forbidden = mayActOn(call, found.networks)
  if (forbidden !== undefined) return forbidden
  const token = call.account.settings.refreshChangesUuid ? withNewUuid(call, found) : found
  token.refresh.latest = dateOf(call.now)
  token.refresh.next = dateOf(call.now + refreshEveryMs)
  token.refresh.completeAt = call.now + call.account.settings.tokenMs
  call.record('token.refresh', { name: token.name, uuid: token.uuid })
  return json(200, showToken(token, call.now))
}

/** The old reference stops working, as after a revocation. */
const withNewUuid = (call: AkamaiCall, token: Token): Token => {
  const renewed = { ...token, uuid: uuidOf(`${token.uuid}/${call.now}`), refresh: { ...token.refresh } }
  token.revokedAt = call.now
  call.account.tokens.push(renewed)
  return renewed
}

const lookUp = (call: AkamaiCall): Token | Answer => {
  const name = param(call, 'name')
  // Such a name never reaches EdgeKV: the gateway fails on it.
  if (name.includes(';')) return gatewayProblem('resource-impl/forward-origin-error', call)
  if (!isTokenName(name)) return badInput('Name contains invalid characters.')
  const token = findToken(call.account, name, call.now)
  return token ?? edgeKvProblem(404, 'EKV_3000', `Token with name ${name} does not exist.`)
}
