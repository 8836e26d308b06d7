import { z } from 'zod'
import { findToken, stateOf } from '../edgekv/token-state.ts'
import { endOf } from '../edgeworkers/change-status.ts'
import { json } from '../http/answer.ts'
import { settledNow } from '../sandbox-state.ts'
import type { Change } from '../world/world.ts'
import { type ControlCall, ControlRefusal, type ControlRoute } from './control-call.ts'
import { deploy } from './deploy.ts'
import { findAccount } from './find-in-world.ts'
import { takeOff } from './take-off.ts'

const network = z.enum(['STAGING', 'PRODUCTION'])

/** Somebody revokes a token outside of the bot. */
const revoke = ({ state, body, now }: ControlCall) => {
  const order = z.strictObject({ account: z.string().optional(), name: z.string() }).parse(body)
  const account = findAccount(state.world, order.account)
  const token = findToken(account, order.name, now)
  if (token === undefined || stateOf(token, now) !== 'live') throw new ControlRefusal(`no live token ${order.name}`)
  token.revokedAt = now
  const { name, uuid } = token
  state.effects.record({ at: now, account: account.name, kind: 'token.revoke', client: 'outside', name, uuid })
  return json(200, { name, uuid })
}

const matching = z.strictObject({
  account: z.string().optional(),
  edgeWorkerId: z.number().optional(),
  network: network.optional(),
})

const hold = ({ state, body }: ControlCall) => {
  const order = matching
    .extend({
      count: z.number().int().min(1).default(1),
      outcome: z.enum(['ABORTED', 'ERROR', 'EXPIRED', 'DELETED_BY_AKAMAI']).optional(),
    })
    .parse(body)
  const { edgeWorkerId, network: on, outcome } = order
  for (const account of state.world.accounts) {
    if ((order.account ?? account.name) !== account.name) continue
    account.holds.push({ edgeWorkerId, network: on, left: order.count, outcome })
  }
  return json(200, { ok: true })
}

/** Held activations go on as if nobody had held them; holds that have not met their activation yet are forgotten. */
const release = ({ state, body, now }: ControlCall) => {
  const order = matching.parse(body ?? {})
  const fits = (change: Change): boolean =>
    change.held &&
    (order.edgeWorkerId ?? change.edgeWorkerId) === change.edgeWorkerId &&
    (order.network ?? change.network) === change.network
  const released: number[] = []
  for (const account of state.world.accounts) {
    account.holds.length = 0
    for (const change of [...account.pending].filter(fits)) {
      change.held = false
      change.lastsMs += Math.max(0, now - endOf(change))
      released.push(change.id)
    }
  }
  settledNow(state)
  return json(200, { released })
}

export const othersControls: readonly ControlRoute[] = [
  { method: 'POST', pattern: '/deploy', handle: deploy },
  { method: 'POST', pattern: '/take-off', handle: takeOff },
  { method: 'POST', pattern: '/revoke', handle: revoke },
  { method: 'POST', pattern: '/activations/hold', handle: hold },
  { method: 'POST', pattern: '/activations/release', handle: release },
]
