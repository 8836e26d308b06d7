import type { FoundElement } from '../blocks/find-element.ts'
import { type JsonObject, listOf, objectOf, stringOf } from '../json.ts'

const textInputs: readonly string[] = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input']

/** Without a config, Slack tells of a text when Enter is pressed. */
const triggersOf = (element: JsonObject): readonly (string | undefined)[] => {
  const config = element['dispatch_action_config']
  return config === undefined ? ['on_enter_pressed'] : listOf(objectOf(config)['trigger_actions_on']).map(stringOf)
}

/** Why Slack would send nothing when this element is used: fields of a form are silent unless their block says otherwise. */
export const whyUntold = (
  blocks: readonly JsonObject[],
  { blockId, element }: FoundElement,
  enter: boolean,
): string | undefined => {
  const block = blocks.find((one) => one['block_id'] === blockId)
  if (block?.['type'] !== 'input') return undefined
  if (block['dispatch_action'] !== true) return `${blockId} has no dispatch_action: it is sent with the form alone`
  const event = enter ? 'on_enter_pressed' : 'on_character_entered'
  const isText = textInputs.includes(stringOf(element['type']) ?? '')
  return isText && !triggersOf(element).includes(event) ? `${blockId} is not told ${event}` : undefined
}
