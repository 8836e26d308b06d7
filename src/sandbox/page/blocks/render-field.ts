import { type Json, type JsonObject, numberOf, objectOf, objectsOf, stringOf } from '../../slack/json.ts'
import { attribute, type Html, html } from '../html.ts'
import type { Reader } from '../reader.ts'
import { plainOf, renderText } from '../text/render-text.ts'
import { fieldAttributes, fieldTestId } from './element-attributes.ts'
import type { Place } from './place.ts'

const optionValue = (option: Json | undefined): string | undefined => stringOf(objectOf(option)['value'])

const common = (element: JsonObject, place: Place): readonly Html[] => [
  fieldAttributes(element, place),
  fieldTestId(element),
  attribute('aria-label', place.inForm ? undefined : plainOf(element['placeholder']) || 'Choose'),
]

const option = (one: JsonObject, chosen: readonly (string | undefined)[]): Html => {
  const value = stringOf(one['value'])
  return html`<option${attribute('value', value)}${attribute('selected', chosen.includes(value))}>${plainOf(one['text'])}</option>`
}

const menu = (element: JsonObject, place: Place, options: readonly Html[], several: boolean): Html =>
  html`<select${common(element, place)}${attribute('multiple', several)}>${
    several ? '' : html`<option value="">${plainOf(element['placeholder']) || 'Choose'}</option>`
  }${options}</select>`

export const renderSelect = (element: JsonObject, place: Place): Html => {
  const chosen = [element['initial_option'], ...objectsOf(element['initial_options'])].map(optionValue)
  const groups = objectsOf(element['option_groups']).map(
    (group) =>
      html`<optgroup label="${plainOf(group['label'])}">${objectsOf(group['options']).map((one) => option(one, chosen))}</optgroup>`,
  )
  const options = objectsOf(element['options']).map((one) => option(one, chosen))
  return menu(element, place, [...groups, ...options], element['type'] === 'multi_static_select')
}

/** People and channels of the workspace to choose from. */
export const renderDirectory = (reader: Reader, element: JsonObject, place: Place): Html => {
  const { people, channels } = reader.world.state
  const items =
    element['type'] === 'users_select'
      ? [...people.values()].map(({ id, realName }) => ({ id, label: realName }))
      : [...channels.values()].filter(({ kind }) => kind !== 'im').map(({ id, name }) => ({ id, label: `#${name}` }))
  const initial = element['initial_user'] ?? element['initial_channel'] ?? element['initial_conversation']
  const options = items.map(
    ({ id, label }) => html`<option value="${id}"${attribute('selected', id === initial)}>${label}</option>`,
  )
  return menu(element, place, options, false)
}

export const renderBoxes = (reader: Reader, element: JsonObject, place: Place): Html => {
  const type = element['type'] === 'checkboxes' ? 'checkbox' : 'radio'
  const chosen = [element['initial_option'], ...objectsOf(element['initial_options'])].map(optionValue)
  const boxes = objectsOf(element['options']).map((one) => {
    const value = optionValue(one)
    const checked = attribute('checked', chosen.includes(value))
    const note = one['description'] === undefined ? '' : html`<small>${renderText(reader, one['description'])}</small>`
    return html`<label class="box"><input type="${type}"${fieldAttributes(element, place)}${attribute('value', value)}${checked}>
      <span>${renderText(reader, one['text'])} ${note}</span></label>`
  })
  return html`<div class="boxes" role="group"${fieldTestId(element)}>${boxes}</div>`
}

const inputTypes: Readonly<Record<string, string>> = {
  datepicker: 'date',
  timepicker: 'time',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
}

const initialOf = (element: JsonObject): string =>
  stringOf(element['initial_value'] ?? element['initial_date'] ?? element['initial_time']) ?? ''

export const renderTextField = (element: JsonObject, place: Place): Html => {
  const more = [
    ...common(element, place),
    attribute('placeholder', plainOf(element['placeholder']) || undefined),
    attribute('minlength', numberOf(element['min_length'])),
    attribute('maxlength', numberOf(element['max_length'])),
  ]
  if (element['multiline'] === true) return html`<textarea rows="4"${more}>${initialOf(element)}</textarea>`
  const type = inputTypes[stringOf(element['type']) ?? ''] ?? 'text'
  return html`<input type="${type}" autocomplete="off"${more} value="${initialOf(element)}">`
}
