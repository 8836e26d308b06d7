import type { InputBlock, PlainTextOption } from '@slack/types'
import type { Field } from '../core/chat/views/view.ts'
import { clamp, clampSome } from './clamp.ts'
import { limits } from './limits.ts'

type Choice = NonNullable<Field['choices']>[number]
type Element = InputBlock['element']

const plain = (text: string, max: number) => ({ type: 'plain_text', text: clampSome(text, max) }) as const

const optionOf = (choice: Choice): PlainTextOption => ({
  text: plain(choice.label, limits.optionText),
  value: choice.value,
})

/** A value that is too long for Slack cannot be cut without meaning something else: it is left out. */
const usable = (field: Field): PlainTextOption[] =>
  (field.choices ?? [])
    .filter(({ value }) => value.length > 0 && value.length <= limits.optionValue)
    .slice(0, limits.options * limits.groups)
    .map(optionOf)

const grouped = (options: PlainTextOption[]) => {
  const groups = []
  for (let start = 0; start < options.length; start += limits.options) {
    const some = options.slice(start, start + limits.options)
    groups.push({ label: plain(`${some[0]?.text.text} … ${some.at(-1)?.text.text}`, limits.optionText), options: some })
  }
  return groups
}

const chosen = (field: Field, options: PlainTextOption[]): PlainTextOption[] => {
  const values: readonly string[] = typeof field.initial === 'string' ? [field.initial] : (field.initial ?? [])
  return options.filter(({ value }) => value !== undefined && values.includes(value))
}

const textElement = (field: Field): Element => {
  const max = Math.min(field.maxLength ?? limits.input, limits.input)
  return {
    type: 'plain_text_input',
    action_id: 'value',
    multiline: field.kind === 'multiline',
    max_length: max,
    ...(typeof field.initial === 'string' && field.initial !== '' ? { initial_value: clamp(field.initial, max) } : {}),
    ...(field.placeholder === undefined ? {} : { placeholder: plain(field.placeholder, limits.placeholder) }),
    ...(field.told === true ? { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } } : {}),
  }
}

const choiceElement = (field: Field, options: PlainTextOption[]): Element => {
  const first = chosen(field, options)
  const list = options.length <= limits.options ? { options } : { option_groups: grouped(options) }
  const hint = field.placeholder === undefined ? {} : { placeholder: plain(field.placeholder, limits.placeholder) }
  if (field.kind === 'choices')
    return {
      type: 'multi_static_select',
      action_id: 'value',
      ...list,
      ...hint,
      ...(first.length > 0 ? { initial_options: first } : {}),
    }
  const one = first[0]
  return { type: 'static_select', action_id: 'value', ...list, ...hint, ...(one ? { initial_option: one } : {}) }
}

/** One field as an input block; a choice without anything to choose from becomes a line of text. */
export const renderField = (field: Field): InputBlock => {
  const options = usable(field)
  const isText = field.kind === 'text' || field.kind === 'multiline' || options.length === 0
  return {
    type: 'input',
    block_id: clamp(field.id, limits.blockId),
    optional: field.optional === true,
    ...(field.told === true ? { dispatch_action: true } : {}),
    label: plain(field.label, limits.label),
    element: isText ? textElement(field) : choiceElement(field, options),
    ...(field.hint === undefined ? {} : { hint: plain(field.hint, limits.label) }),
  }
}
