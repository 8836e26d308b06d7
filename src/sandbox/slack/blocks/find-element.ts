import { isObject, type JsonObject, objectsOf, stringOf } from '../json.ts'

export interface FoundElement {
  readonly blockId: string
  readonly element: JsonObject
}

const elementsOf = (block: JsonObject): readonly JsonObject[] => [
  ...objectsOf(block['elements']),
  ...[block['accessory'], block['element']].filter(isObject),
]

/** Every element of the blocks that has an action id, with the id of its block. */
export const allElements = (blocks: readonly JsonObject[]): readonly FoundElement[] =>
  blocks.flatMap((block) =>
    elementsOf(block)
      .filter((element) => typeof element['action_id'] === 'string')
      .map((element) => ({ blockId: stringOf(block['block_id']) ?? '', element })),
  )

/** The one element that is meant, or undefined when there is none. */
export const findElement = (
  blocks: readonly JsonObject[],
  wanted: { readonly actionId: string; readonly blockId?: string; readonly value?: string },
): FoundElement | undefined =>
  allElements(blocks).find(
    ({ blockId, element }) =>
      element['action_id'] === wanted.actionId &&
      (wanted.blockId === undefined || blockId === wanted.blockId) &&
      (wanted.value === undefined || element['type'] !== 'button' || element['value'] === wanted.value),
  )
