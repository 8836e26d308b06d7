import { boolean, byType, type Check, integer, list, matching, object, oneOf, type Shape, string } from './check.ts'
import { boxOption, menuOption, menuOptions, optionRules, overflowOption } from './options.ts'
import { confirmation, plainText } from './text-objects.ts'

const actionId = { action_id: string({ max: 255 }) }
const common = { ...actionId, confirm: confirmation, focus_on_load: boolean }
const placeholder = { placeholder: plainText(150) }
const date = matching(/^\d{4}-\d{2}-\d{2}$/, 'a date (YYYY-MM-DD)')
const time = matching(/^\d{2}:\d{2}$/, 'a time (HH:mm)')
const id = string({ max: 255 })

const button: Shape = {
  required: { text: plainText(75) },
  optional: {
    ...actionId,
    confirm: confirmation,
    value: string({ max: 2000 }),
    url: string({ max: 3000 }),
    accessibility_label: string({ max: 75 }),
    style: matching(/^(primary|danger)$/, 'one of: primary, danger'),
  },
}

const select = (more: Readonly<Record<string, Check>>): Shape => ({
  optional: { ...common, ...placeholder, ...more },
})

const staticSelect: Shape = {
  ...select({ ...menuOptions, initial_option: menuOption }),
  rules: optionRules,
}
const multiStaticSelect: Shape = {
  ...select({
    ...menuOptions,
    initial_options: list(menuOption, 1, 100),
    max_selected_items: integer(1, 100),
  }),
  rules: optionRules,
}

const boxes = (initial: Readonly<Record<string, Check>>): Shape => ({
  required: { options: list(boxOption, 1, 10) },
  optional: { ...common, ...initial },
  rules: optionRules,
})

const image: Shape = {
  required: { alt_text: string({ max: 2000 }), image_url: string({ max: 3000 }) },
}

/** When a text is told while it is typed, in a block that has `dispatch_action`; unsaid, with Enter. */
const dispatch = object({
  required: { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 1, 2) },
})

const textInput = (more: Readonly<Record<string, Check>>): Shape => ({
  optional: { ...actionId, ...placeholder, focus_on_load: boolean, dispatch_action_config: dispatch, ...more },
})

const plainTextInput: Shape = {
  ...textInput({
    multiline: boolean,
    initial_value: string({ min: 0, max: 3000 }),
    min_length: integer(0, 3000),
    max_length: integer(1, 3000),
  }),
  rules: ({ initial_value: initial, max_length: max }) =>
    typeof initial === 'string' && typeof max === 'number' && initial.length > max
      ? ['initial_value is longer than max_length']
      : [],
}

const menus: Readonly<Record<string, Shape>> = {
  static_select: staticSelect,
  multi_static_select: multiStaticSelect,
  users_select: select({ initial_user: id }),
  channels_select: select({ initial_channel: id }),
  conversations_select: select({ initial_conversation: id, default_to_current_conversation: boolean }),
  checkboxes: boxes({ initial_options: list(boxOption, 1, 10) }),
  radio_buttons: boxes({ initial_option: boxOption }),
  datepicker: select({ initial_date: date }),
  timepicker: select({ initial_time: time }),
}

const overflow: Shape = { required: { options: list(overflowOption, 1, 5) }, optional: common }

const number: Shape = {
  ...textInput({ initial_value: string({ max: 3000 }), min_value: id, max_value: id }),
  required: { is_decimal_allowed: boolean },
}

export const contextImage: Shape = image
export const accessory: Check = byType({ ...menus, button, overflow, image })
export const actionElement: Check = byType({ ...menus, button, overflow })
export const inputElement: Check = byType({
  ...menus,
  plain_text_input: plainTextInput,
  email_text_input: textInput({ initial_value: string({ max: 3000 }) }),
  url_text_input: textInput({ initial_value: string({ max: 3000 }) }),
  number_input: number,
})
