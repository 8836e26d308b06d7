import { z } from 'zod'
import { settle } from '../edgeworkers/settle.ts'
import { startChange } from '../edgeworkers/start-change.ts'
import { json } from '../http/answer.ts'
import { type ControlCall, ControlRefusal } from './control-call.ts'
import { findEdgeWorker } from './find-in-world.ts'

const order = z.strictObject({ edgeWorkerId: z.number(), network: z.enum(['STAGING', 'PRODUCTION']) })

/** Somebody else deactivates what is live on a network, at once. */
export const takeOff = ({ state, body, now }: ControlCall) => {
  const { edgeWorkerId, network } = order.parse(body)
  const { account, edgeWorker } = findEdgeWorker(state.world, edgeWorkerId)
  const version = edgeWorker.live[network].at(-1)?.version
  if (version === undefined) throw new ControlRefusal(`nothing of EdgeWorker ${edgeWorkerId} is live on ${network}`)
  const facts = { kind: 'deactivation', by: 'someone.else', now, nextId: state.world.nextId } as const
  const change = startChange(account, edgeWorker, { network, version, note: undefined, autoPin: false }, facts)
  change.lastsMs = 0
  const effect = { at: now, account: account.name, client: 'outside', edgeWorkerId, version, network } as const
  state.effects.record({ ...effect, kind: 'deactivation.create' })
  settle(state.world, now)
  return json(200, { version })
}
