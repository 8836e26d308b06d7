import { isDeepStrictEqual } from 'node:util'
import { type JsonObject, listOf, objectsOf } from '../json.ts'
import { type Check, list, object, string } from './check.ts'
import { anyText, plainText } from './text-objects.ts'

const fields = (text: Check) => ({
  required: { text, value: string({ max: 150 }) },
  optional: { description: anyText(75) },
})

/** In menus options are plain text; beside a box or a button they may be mrkdwn. */
export const menuOption: Check = object(fields(plainText(75)))
export const boxOption: Check = object(fields(anyText(75)))
export const overflowOption: Check = object({
  ...fields(plainText(75)),
  optional: { description: plainText(75), url: string({ max: 3000 }) },
})

const group: Check = object({ required: { label: plainText(75), options: list(menuOption, 1, 100) } })

export const menuOptions = { options: list(menuOption, 1, 100), option_groups: list(group, 1, 100) }

const offered = (element: JsonObject): readonly JsonObject[] => [
  ...objectsOf(element['options']),
  ...objectsOf(element['option_groups']).flatMap((one) => objectsOf(one['options'])),
]

const notOffered = (element: JsonObject): boolean =>
  [...listOf([element['initial_option'] ?? null]), ...listOf(element['initial_options'])]
    .filter((initial) => initial !== null)
    .some((initial) => !offered(element).some((option) => isDeepStrictEqual(option, initial)))

/** One source of options, and the ones chosen at the start are among them, to the letter. */
export const optionRules = (element: JsonObject): readonly string[] => {
  const sources = ['options', 'option_groups'].filter((name) => element[name] !== undefined).length
  return [
    ...(sources === 1 ? [] : ['exactly one of options and option_groups is needed']),
    ...(notOffered(element) ? ['initial option is not one of the options'] : []),
  ]
}
