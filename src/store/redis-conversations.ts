import type { Conversation, Conversations, Left } from '../core/ports/conversations.ts'
import { answered } from './answered.ts'
import type { RedisConnection } from './connect.ts'
import { keys } from './keys.ts'
import { textsOf } from './replies.ts'

const latestField = 'latest'
const fieldOf = (id: string): string => `conversation:${id}`
const personField = (person: string): string => `person:${person}`

/** Beside conversations the hash holds ids and addresses, which are no JSON. */
const conversationIn = (text: string): readonly Conversation[] => (text.startsWith('{') ? [JSON.parse(text)] : [])
const fieldsOf = ({ id, person }: Conversation): readonly string[] => [
  fieldOf(id),
  ...(person === undefined ? [] : [personField(person)]),
]

/** Teams conversations in one Redis hash: by id, by person, and the address last heard of. */
export const createRedisConversations = (redis: RedisConnection): Conversations => {
  const get = async (field: string): Promise<string | undefined> => {
    const question = { what: 'reading a conversation', changes: false }
    const found = await answered(question, redis.call('HGET', keys.conversations, field))
    return typeof found === 'string' ? found : undefined
  }
  const load = async (id: string): Promise<Conversation | undefined> => {
    const found = await get(fieldOf(id))
    return found === undefined ? undefined : JSON.parse(found)
  }
  /** That a team is left is rare, so all are looked through. */
  const fieldsLeft = async ({ id, team }: Left): Promise<readonly string[]> => {
    const question = { what: 'reading conversations', changes: false }
    const all = textsOf(await answered(question, redis.call('HVALS', keys.conversations))).flatMap(conversationIn)
    return all.filter((one) => one.id === id || (team !== undefined && one.team === team)).flatMap(fieldsOf)
  }
  return {
    load,
    latest: () => get(latestField),
    personal: async (person) => {
      const id = await get(personField(person))
      return id === undefined ? undefined : load(id)
    },
    save: async (conversation) => {
      const { id, serviceUrl, person } = conversation
      const pairs = [fieldOf(id), JSON.stringify(conversation), latestField, serviceUrl]
      const more = person === undefined ? [] : [personField(person), id]
      const question = { what: 'saving a conversation', changes: true }
      await answered(question, redis.call('HSET', keys.conversations, ...pairs, ...more))
    },
    remove: async (left) => {
      const question = { what: 'forgetting a conversation', changes: true }
      await answered(question, redis.call('HDEL', keys.conversations, fieldOf(left.id), ...(await fieldsLeft(left))))
    },
  }
}
