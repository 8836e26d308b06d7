import { allElements, type FoundElement } from '../blocks/find-element.ts'
import { type JsonObject, objectsOf, stringOf } from '../json.ts'

/** What somebody put into fields, by `typedKey`: a text, an option's value, or several. */
export type Typed = Readonly<Record<string, string | readonly string[]>>

export const typedKey = ({ blockId, element }: FoundElement): string =>
  `${blockId}/${stringOf(element['action_id']) ?? ''}`

const optionsOf = (element: JsonObject): readonly JsonObject[] => [
  ...objectsOf(element['options']),
  ...objectsOf(element['option_groups']).flatMap((group) => objectsOf(group['options'])),
]

const canHold = (element: JsonObject, given: Typed[string]): boolean => {
  const options = optionsOf(element)
  return options.length === 0 || [given].flat().every((value) => options.some((option) => option['value'] === value))
}

/**
 * What survives when a view is replaced: only what stands in a block and an element of the same ids and kind, and can
 * still be chosen there.
 */
export const keptOf = (typed: Typed, before: readonly JsonObject[], now: readonly JsonObject[]): Typed => {
  const kinds = new Map(allElements(before).map((one) => [typedKey(one), one.element['type']]))
  const kept = allElements(now).flatMap((one) => {
    const given = typed[typedKey(one)]
    const isSame = kinds.get(typedKey(one)) === one.element['type']
    return given !== undefined && isSame && canHold(one.element, given) ? [[typedKey(one), given] as const] : []
  })
  return Object.fromEntries(kept)
}
