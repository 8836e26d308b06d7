import { createHash, randomUUID } from 'node:crypto'
import type { Inbound } from '../core/chat/inbound.ts'
import type { Inbox } from '../core/ports/inbox.ts'
import { answered } from './answered.ts'
import { finishScript, releaseScript, saveScript, takeScript } from './inbox/inbox-scripts.ts'
import { keys } from './keys.ts'
import type { StoreTools } from './records/store-tools.ts'
import { numberOf, pairsOf } from './replies.ts'
import { runScript } from './run-script.ts'

/** Soon after this the sender is told that nothing was saved, and that must be true. */
const saveWithinMs = 200
/** A saved command whose acknowledgement never went out. */
const unreleasedMs = 60_000
/** What nobody could run for a day is of no use to its sender any more. */
const releasedMs = 24 * 60 * 60 * 1_000
const seenMs = 24 * 60 * 60 * 1_000
/** A command that takes its worker down with it each time is given up. */
const triesKept = 5

/** Deliveries are told apart by what may be long, or a signature. */
const digestOf = (deliveryId: string): string => createHash('sha256').update(deliveryId).digest('hex').slice(0, 40)

const inboundOf = (document: string): Inbound => JSON.parse(document)

/** Commands in Redis, between their delivery and their end. Times are Redis' own. */
export const createRedisInbox = ({ redis, heartbeat }: Pick<StoreTools, 'redis' | 'heartbeat'>): Inbox => ({
  save: async (deliveryId, inbound) => {
    const id = randomUUID()
    const names = [keys.seen(digestOf(deliveryId)), keys.saved(id)]
    const args = [heartbeat.redisNow() + saveWithinMs, id, JSON.stringify(inbound), unreleasedMs, seenMs]
    const reply = await runScript(redis, saveScript, names, args)
    if (reply === 'saved') return { kind: 'saved', id }
    return { kind: reply === 'seen' ? 'seen' : 'refused' }
  },
  see: async (deliveryId) => {
    const mark = redis.call('SET', keys.seen(digestOf(deliveryId)), 'seen', 'NX', 'PX', seenMs)
    return (await answered({ what: 'marking a delivery', changes: true }, mark)) !== null
  },
  release: async (id) => {
    await runScript(redis, releaseScript, [keys.saved(id), keys.inboxReady], [id, releasedMs])
  },
  take: async (limit, leaseMs) => {
    const until = heartbeat.absenceCountsUntil()
    const args = [keys.tag, heartbeat.worker, until, limit, leaseMs, triesKept]
    const taken = pairsOf(await runScript(redis, takeScript, [keys.inboxReady, keys.inboxDropped], args))
    return [...taken].map(([id, document]) => ({ id, inbound: inboundOf(document) }))
  },
  finish: async (id) => {
    await runScript(redis, finishScript, [keys.saved(id), keys.inboxReady], [id])
  },
  backlog: async () =>
    numberOf(await answered({ what: 'the saved commands', changes: false }, redis.call('ZCARD', keys.inboxReady))),
})
