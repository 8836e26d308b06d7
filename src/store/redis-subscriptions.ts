import type { Subscriptions } from '../core/ports/subscriptions.ts'
import type { Subscription } from '../core/warning/subscription.ts'
import { answered } from './answered.ts'
import type { RedisConnection } from './connect.ts'
import { keys } from './keys.ts'
import { textsOf } from './replies.ts'

const fieldOf = ({ destination, account, pattern }: Pick<Subscription, 'destination' | 'account' | 'pattern'>) =>
  JSON.stringify([destination, account ?? '', pattern])

const subscriptionOf = (document: string): Subscription => JSON.parse(document)

/** Subscriptions in one Redis hash. */
export const createRedisSubscriptions = (redis: RedisConnection): Subscriptions => ({
  all: async () => {
    const question = { what: 'reading the subscriptions', changes: false }
    const found = textsOf(await answered(question, redis.call('HVALS', keys.subscriptions))).map(subscriptionOf)
    return found.toSorted((a, b) => a.at - b.at)
  },
  save: async (subscription) => {
    const question = { what: 'saving a subscription', changes: true }
    const pair = [fieldOf(subscription), JSON.stringify(subscription)]
    await answered(question, redis.call('HSET', keys.subscriptions, ...pair))
  },
  remove: async (subscription) => {
    const question = { what: 'removing a subscription', changes: true }
    await answered(question, redis.call('HDEL', keys.subscriptions, fieldOf(subscription)))
  },
})
