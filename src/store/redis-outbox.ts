import type { Outbox } from '../core/ports/outbox.ts'
import type { OwedMessage } from '../core/request/owed.ts'
import { answered } from './answered.ts'
import { keys } from './keys.ts'
import { dropScript, settleScript, takeScript } from './outbox/outbox-scripts.ts'
import { placesOf } from './outbox/places.ts'
import type { StoreTools } from './records/store-tools.ts'
import { numberOf, textsOf } from './replies.ts'
import { runScript } from './run-script.ts'

/** Which taking of the message this is: a later one, after the lease ran out, is somebody else's. */
interface Taken extends OwedMessage {
  readonly taking: string
}

const takingOf = (message: OwedMessage & Partial<Taken>): string => message.taking ?? ''

const takenOf = ([key = '', doc = '{}', tries = '0', taking = '']: readonly string[]): Taken => {
  const { account, id, owed }: Omit<OwedMessage, 'key' | 'tries'> = JSON.parse(doc)
  return { key, account, id, owed, tries: Number(tries), taking }
}

const fours = (flat: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: flat.length / 4 }, (_, at) => flat.slice(at * 4, at * 4 + 4))

/** Owed messages in Redis. Times are Redis' own. */
export const createRedisOutbox = ({ redis }: Pick<StoreTools, 'redis'>): Outbox => {
  const settle = async (message: OwedMessage, how: 'delivered' | 'later', afterMs: number): Promise<void> => {
    await runScript(redis, settleScript, [keys.outboxDue], [keys.tag, message.key, takingOf(message), how, afterMs])
  }
  return {
    take: async (limit, leaseMs) =>
      fours(textsOf(await runScript(redis, takeScript, [keys.outboxDue], [keys.tag, limit, leaseMs]))).map(takenOf),
    delivered: (message) => settle(message, 'delivered', 0),
    later: (message, afterMs) => settle(message, 'later', Math.max(0, Math.ceil(afterMs))),
    dropped: async (message, why) => {
      const note = JSON.stringify({ key: message.key, account: message.account, id: message.id, why })
      await runScript(redis, dropScript, [keys.outboxDropped], [note])
      await settle(message, 'delivered', 0)
    },
    ...placesOf(redis),
    backlog: async () =>
      numberOf(await answered({ what: 'the owed messages', changes: false }, redis.call('ZCARD', keys.outboxDue))),
  }
}
