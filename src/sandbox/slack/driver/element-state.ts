import { type Json, type JsonObject, objectsOf, stringOf } from '../json.ts'

type Given = string | readonly string[] | undefined

const optionsOf = (element: JsonObject): readonly JsonObject[] => [
  ...objectsOf(element['options']),
  ...objectsOf(element['option_groups']).flatMap((group) => objectsOf(group['options'])),
]

const brief = (option: JsonObject): JsonObject => ({ text: option['text'], value: option['value'] })

const one = (element: JsonObject, given: Given): Json => {
  if (given === undefined) return element['initial_option'] ?? null
  const [wanted] = [given].flat()
  const option = optionsOf(element).find(({ value }) => value === wanted)
  if (wanted === undefined || wanted === '') return null
  if (option === undefined) throw new Error(`no option ${wanted} in ${stringOf(element['action_id'])}`)
  return brief(option)
}

const many = (element: JsonObject, given: Given): Json => {
  if (given === undefined) return element['initial_options'] ?? []
  return [given]
    .flat()
    .map((value) => one(element, value))
    .filter((option) => option !== null)
}

const plain = (initial: Json | undefined, given: Given): Json => {
  const [text] = given === undefined ? [initial] : [given].flat()
  return text === undefined || text === '' ? null : text
}

const picked: Readonly<Record<string, string>> = {
  users_select: 'user',
  channels_select: 'channel',
  conversations_select: 'conversation',
  datepicker: 'date',
  timepicker: 'time',
}

/** What an element holds: what was given, else what it started with. The fields are those of Slack's payloads. */
export const elementState = (element: JsonObject, given: Given): JsonObject => {
  const type = stringOf(element['type']) ?? ''
  const what = picked[type]
  if (what !== undefined) return { type, [`selected_${what}`]: plain(element[`initial_${what}`], given) }
  if (type === 'checkboxes' || type === 'multi_static_select') return { type, selected_options: many(element, given) }
  if (type === 'static_select' || type === 'radio_buttons' || type === 'overflow')
    return { type, selected_option: one(element, given) }
  return { type, value: plain(element['initial_value'], given) }
}

/** Whether nothing was put in. */
export const isEmptyState = ({ type: _type, ...rest }: JsonObject): boolean =>
  Object.values(rest).every((value) => value === null || (Array.isArray(value) && value.length === 0))
