import { type Json, type JsonObject, listOf, objectOf, objectsOf, stringOf } from '../../slack/json.ts'
import { type Answered, refusal } from './answered.ts'

/** Teams refuses messages above about this, as UTF-16; the bot promises to stay below a quarter. */
const mostBytes = 100_000
const mostRefreshed = 60

const everyObject = (value: Json | undefined): readonly JsonObject[] => {
  if (Array.isArray(value)) return value.flatMap(everyObject)
  if (typeof value !== 'object' || value === null) return []
  const object = objectOf(value)
  return [object, ...Object.values(object).flatMap(everyObject)]
}

const isTooNew = (card: JsonObject): boolean => Number(stringOf(card['version']) ?? 'none') > 1.5

/** A mention notifies only where its text stands in the card. */
const isLost = (card: JsonObject, mention: JsonObject): boolean => {
  const text = stringOf(mention['text']) ?? ''
  const mentioned = objectOf(mention['mentioned'])
  const shown = everyObject(card['body']).some((one) => stringOf(one['text'])?.includes(text) === true)
  return text === '' || !shown || [mentioned['id'], mentioned['name']].some((one) => stringOf(one) === undefined)
}

const problemOfCard = (card: JsonObject): string | undefined => {
  if (card['type'] !== 'AdaptiveCard' || !(Number(stringOf(card['version'])) <= 1.5))
    return 'a card of schema 1.5 at most'
  const inputs = everyObject(card).filter((one) => stringOf(one['type'])?.startsWith('Input.') === true)
  const ids = inputs.map((one) => stringOf(one['id']) ?? '')
  if (ids.includes('') || new Set(ids).size < ids.length) return 'inputs need ids of their own'
  if (everyObject(card).some((one) => one['type'] === 'AdaptiveCard' && isTooNew(one)))
    return 'an inner card that is too new'
  if (objectsOf(objectOf(card['msteams'])['entities']).some((one) => isLost(card, one)))
    return 'a mention whose text the card does not show'
  return listOf(objectOf(card['refresh'])['userIds']).length > mostRefreshed ? 'at most 60 userIds' : undefined
}

/** Why Teams would not show this message; undefined when it would. */
export const whyRefused = (body: JsonObject): Answered | undefined => {
  if (Buffer.byteLength(JSON.stringify(body), 'utf16le') > mostBytes) return refusal(413, 'MessageSizeTooBig')
  const cards = objectsOf(body['attachments'])
  if (cards.length === 0 && stringOf(body['text']) === undefined) return refusal(400, 'BadSyntax')
  const wrong = cards.some((one) => problemOfCard(objectOf(one['content'])) !== undefined)
  return wrong ? refusal(400, 'BadSyntax') : undefined
}
