import { type Json, type JsonObject, listOf, objectOf, objectsOf, stringOf } from '../../slack/json.ts'
import { type TeamsMessage, type TeamsWorld, viewKey } from '../world/world.ts'

const cardIn = (body: JsonObject): JsonObject | undefined => {
  const attachment = objectsOf(body['attachments'])[0]
  return attachment === undefined ? undefined : objectOf(attachment['content'])
}

/** What the message's card was before, the oldest first. */
export const earlierCards = ({ earlier }: TeamsMessage): readonly JsonObject[] =>
  earlier.map(cardIn).filter((card) => card !== undefined)

/** The card of a message as one account sees it; undefined for a message without one. */
export const cardFor = (world: TeamsWorld, message: TeamsMessage, account?: string): JsonObject | undefined => {
  const own = account === undefined ? undefined : world.ownViews.get(viewKey(message.id, account))
  return own ?? cardIn(message.body)
}

const everyObject = (value: Json | undefined): readonly JsonObject[] => {
  if (Array.isArray(value)) return value.flatMap(everyObject)
  if (typeof value !== 'object' || value === null) return []
  const object = objectOf(value)
  return [object, ...Object.entries(object).flatMap(([key, inner]) => (key === 'fallback' ? [] : everyObject(inner)))]
}

/** The buttons that act, those that fold out of others included; not the card's own refresh. */
export const pressable = (card: JsonObject): readonly JsonObject[] => {
  const { refresh: _refresh, ...shown } = card
  return everyObject(shown).filter(({ type }) => type === 'Action.Execute')
}

export const verbsOf = (card: JsonObject): readonly string[] =>
  pressable(card).flatMap(({ verb }) => stringOf(verb) ?? [])

const withoutMarkup = (text: string): string =>
  text
    .replaceAll('**', '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&(lt|gt|amp);/g, (_, name: string) => ({ lt: '<', gt: '>' })[name] ?? '&')

const ofObject = (object: JsonObject): readonly string[] =>
  ['text', 'title', 'value', 'label'].flatMap((key) => stringOf(object[key]) ?? [])

/** Everything that a reader sees of a card, without its markup. */
export const textOfCard = (card: JsonObject): string => {
  const { refresh: _refresh, ...shown } = card
  return withoutMarkup(everyObject(shown).flatMap(ofObject).join('\n'))
}

export interface Input {
  readonly id: string
  readonly value: string
  readonly isRequired: boolean
}

export const inputsOf = (card: JsonObject): readonly Input[] =>
  everyObject(card)
    .filter(({ type }) => stringOf(type)?.startsWith('Input.') === true)
    .map((one) => ({
      id: stringOf(one['id']) ?? '',
      value: stringOf(one['value']) ?? '',
      isRequired: one['isRequired'] === true,
    }))

/** Whose clients ask for this card anew when they show it. */
export const refreshedFor = (card: JsonObject): readonly string[] =>
  listOf(objectOf(card['refresh'])['userIds']).flatMap((id) => stringOf(id) ?? [])
