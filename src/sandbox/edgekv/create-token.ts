import type { AkamaiCall } from '../akamai/akamai-call.ts'
import { dateOf, dayMs, isDate } from '../clock/dates.ts'
import { type Answer, json } from '../http/answer.ts'
import type { Account } from '../world/world.ts'
import { badInput, edgeKvProblem } from './edgekv-problem.ts'
import { makeToken, neverExpires } from './make-token.ts'
import { mayActOn } from './may-act-on.ts'
import { type AskedToken, readTokenOrder } from './read-token-order.ts'
import { showToken } from './show-token.ts'
import { isListed, stateOf } from './token-state.ts'

const maxLifeDays = 184

export const createToken = (call: AkamaiCall): Answer => {
  const { account, now } = call
  const read = readTokenOrder(call.body, account)
  if (read.kind === 'refused') return read.answer
  const asked = read.value
  const forbidden = mayActOn(call, asked.networks)
  if (forbidden !== undefined) return forbidden
  if (account.tokens.some((token) => token.name === asked.name && stateOf(token, now) === 'live')) {
    return edgeKvProblem(409, 'EKV_3000', `Token with name ${asked.name} is already stored.`)
  }
  // Expired ones count too for as long as Akamai lists them. Status and code of this refusal are not documented.
  const { tokens: limit } = account.settings.quotas
  if (account.tokens.filter((token) => isListed(token, now, true)).length >= limit) {
    const detail = `Each account is allowed ${limit} tokens. This limit has already been reached.`
    return edgeKvProblem(413, 'EKV_9000', detail)
  }
  const expiry = expiryFor(account, asked, now)
  if (expiry === undefined) return badInput('Expiry must be a date at least one day and at most six months ahead.')
  const token = storeToken(call, asked, expiry)
  call.record('token.create', { name: token.name, uuid: token.uuid })
  return json(200, showToken(token, now))
}

/** A day, as the description wants it, or a moment of it, as Akamai's own command line sends it. */
const dayOf = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text) ? text.slice(0, 'YYYY-MM-DD'.length) : text

const expiryFor = (account: Account, asked: AskedToken, now: number): string | undefined => {
  const { generation, honourExpiry } = account.settings
  if (generation === 'auto-refreshing' && !(honourExpiry && asked.expiry !== '')) return neverExpires
  const soonest = dateOf(now + dayMs)
  const latest = dateOf(now + maxLifeDays * dayMs)
  const day = dayOf(asked.expiry)
  return isDate(day) && day >= soonest && day <= latest ? day : undefined
}

const storeToken = (call: AkamaiCall, asked: AskedToken, expiry: string) => {
  const { account, now } = call
  const { tokenMs, tokenOutcome } = account.settings
  const expiring = expiry !== neverExpires
  const takesMs = tokenOutcome === 'STUCK' ? Number.POSITIVE_INFINITY : tokenMs
  const token = makeToken(account, {
    name: asked.name,
    generation: expiring ? 'expiring' : 'auto-refreshing',
    expiry,
    permissions: asked.permissions,
    networks: asked.networks,
    restrictTo: account.settings.ignoresRestriction ? undefined : asked.restrictTo,
    createdAt: now,
    completeAt: expiring ? now : now + takesMs,
    failed: !expiring && tokenOutcome === 'ERROR',
  })
  account.tokens.push(token)
  return token
}
