import type { Place } from '../../core/people/destination.ts'
import type { Outbox } from '../../core/ports/outbox.ts'
import type { BoardPlace } from '../../core/request/record.ts'
import { answered } from '../answered.ts'
import type { RedisConnection } from '../connect.ts'
import { keys } from '../keys.ts'
import { textsOf } from '../replies.ts'
import { runScript, script } from '../run-script.ts'

/** Places live as long as their record. KEYS: places, record. ARGV: field, document. */
const saveScript = script(
  'saving a place',
  true,
  `redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
local left = redis.call('PTTL', KEYS[2])
if left > 0 then redis.call('PEXPIRE', KEYS[1], left) end
return 1`,
)

const fieldOf = ({ platform, conversation, message }: Place): string =>
  JSON.stringify([platform, conversation, message])

const placeOf = (document: string): BoardPlace => JSON.parse(document)

/** Where a record's living message stands, beside the record. */
export const placesOf = (redis: RedisConnection): Pick<Outbox, 'places' | 'savePlace' | 'removePlace'> => ({
  places: async (key) => {
    const question = { what: 'the places of a message', changes: false }
    return textsOf(await answered(question, redis.call('HVALS', keys.places(key)))).map(placeOf)
  },
  savePlace: async (key, place) => {
    const args = [fieldOf(place.place), JSON.stringify(place)]
    await runScript(redis, saveScript, [keys.places(key), keys.record(key)], args)
  },
  removePlace: async (key, place) => {
    const question = { what: 'removing a place', changes: true }
    await answered(question, redis.call('HDEL', keys.places(key), fieldOf(place.place)))
  },
})
