import { allElements, type FoundElement } from '../blocks/find-element.ts'
import { isObject, type JsonObject, numberOf, stringOf } from '../json.ts'
import { type Typed, typedKey } from '../world/typed.ts'
import type { Values } from './driver.ts'
import { elementState, isEmptyState } from './element-state.ts'

const holdsState = (element: JsonObject): boolean => element['type'] !== 'button' && element['type'] !== 'overflow'

const givenTo = ({ blockId, element }: FoundElement, values: Values): Values[string] | undefined =>
  values[blockId] ?? values[stringOf(element['action_id']) ?? '']

/** What is given to which field now, as it is held between one action and the next. */
export const typedIn = (blocks: readonly JsonObject[], values: Values): Typed =>
  Object.fromEntries(
    allElements(blocks).flatMap((one) => {
      const given = holdsState(one.element) ? givenTo(one, values) : undefined
      return given === undefined ? [] : [[typedKey(one), given] as const]
    }),
  )

/** `state.values`: per block and element what it holds now. */
export const formState = (blocks: readonly JsonObject[], typed: Typed): JsonObject => {
  const state: Record<string, Record<string, JsonObject>> = {}
  for (const one of allElements(blocks)) {
    const actionId = stringOf(one.element['action_id']) ?? ''
    if (!holdsState(one.element)) continue
    state[one.blockId] = { ...state[one.blockId], [actionId]: elementState(one.element, typed[typedKey(one)]) }
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

const complaint = (block: JsonObject, typed: Typed): string | undefined => {
  const { element, optional } = block
  if (!isObject(element)) return undefined
  const state = elementState(element, typed[typedKey({ blockId: stringOf(block['block_id']) ?? '', element })])
  if (isEmptyState(state)) return optional === true ? undefined : 'Please complete this required field'
  return wrongLength(element, state)
}

/** What Slack's own client would complain about before it submits, per block id. */
export const complaints = (blocks: readonly JsonObject[], typed: Typed): Readonly<Record<string, string>> =>
  Object.fromEntries(
    blocks.flatMap((block) => {
      const text = block['type'] === 'input' ? complaint(block, typed) : undefined
      return text === undefined ? [] : [[stringOf(block['block_id']) ?? '', text]]
    }),
  )
