import { randomBytes } from 'node:crypto'
import { isObject, type JsonObject, objectsOf } from '../json.ts'

const randomId = (): string => randomBytes(4).toString('base64url').slice(0, 5)

const interactive = (element: JsonObject): JsonObject =>
  element['type'] === 'image' || element['action_id'] !== undefined ? element : { ...element, action_id: randomId() }

const withActionIds = (block: JsonObject): JsonObject => {
  const { type, accessory, element } = block
  if (type === 'actions') return { ...block, elements: objectsOf(block['elements']).map(interactive) }
  if (isObject(accessory)) return { ...block, accessory: interactive(accessory) }
  return isObject(element) ? { ...block, element: interactive(element) } : block
}

/** Blocks as Slack gives them back: every block has an id, and every element that can be used. */
export const fillInIds = (blocks: readonly JsonObject[]): readonly JsonObject[] =>
  blocks.map((block) => ({ block_id: randomId(), ...withActionIds(block) }))
