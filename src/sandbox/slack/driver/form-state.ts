import { isObject, type JsonObject, numberOf, stringOf } from '../json.ts'
import type { Values } from './driver.ts'
import { elementState, isEmptyState } from './element-state.ts'
import { allElements } from './find-element.ts'

const holdsState = (element: JsonObject): boolean => element['type'] !== 'button' && element['type'] !== 'overflow'

/** `state.values`: per block and element what it holds now. */
export const formState = (blocks: readonly JsonObject[], values: Values = {}): JsonObject => {
  const state: Record<string, Record<string, JsonObject>> = {}
  for (const { blockId, element } of allElements(blocks)) {
    const actionId = stringOf(element['action_id']) ?? ''
    if (!holdsState(element)) continue
    state[blockId] = { ...state[blockId], [actionId]: elementState(element, values[blockId] ?? values[actionId]) }
  }
  return state
}

const wrongLength = (element: JsonObject, state: JsonObject): string | undefined => {
  const text = stringOf(state['value']) ?? ''
  const min = numberOf(element['min_length'])
  const max = numberOf(element['max_length']) ?? 3000
  if (min !== undefined && text.length < min) return `Must be at least ${min} characters`
  return text.length > max ? `Must be at most ${max} characters` : undefined
}

const complaint = (block: JsonObject, values: Values): string | undefined => {
  const { element, optional } = block
  if (!isObject(element)) return undefined
  const given = values[stringOf(block['block_id']) ?? ''] ?? values[stringOf(element['action_id']) ?? '']
  const state = elementState(element, given)
  if (isEmptyState(state)) return optional === true ? undefined : 'Please complete this required field'
  return wrongLength(element, state)
}

/** What Slack's own client would complain about before it submits, per block id. */
export const complaints = (blocks: readonly JsonObject[], values: Values = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    blocks.flatMap((block) => {
      const text = block['type'] === 'input' ? complaint(block, values) : undefined
      return text === undefined ? [] : [[stringOf(block['block_id']) ?? '', text]]
    }),
  )
