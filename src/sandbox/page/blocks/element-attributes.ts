import { isObject, type JsonObject, listOf, objectOf, stringOf } from '../../slack/json.ts'
import { attribute, type Html, html } from '../html.ts'
import { plainOf } from '../text/render-text.ts'
import type { Place } from './place.ts'

const confirmOf = (element: JsonObject): string | undefined => {
  const { confirm } = element
  if (!isObject(confirm)) return undefined
  return JSON.stringify({
    title: plainOf(confirm['title']),
    text: stringOf(objectOf(confirm['text'])['text']) ?? '',
    confirm: plainOf(confirm['confirm']),
    deny: plainOf(confirm['deny']),
    style: stringOf(confirm['style']) ?? '',
  })
}

/** What the page's script reads when an element is used. */
export const actionAttributes = (element: JsonObject, place: Place): Html => {
  const actionId = stringOf(element['action_id'])
  const data = html`${attribute('data-action', actionId)}${attribute('data-block', place.blockId)}`
  return html`${data}${attribute('data-confirm', confirmOf(element))}`
}

const isText = (element: JsonObject): boolean => stringOf(element['type'])?.endsWith('text_input') === true

/** When the app hears of a field before the form is sent: a text as Slack's config says, everything else once it changes. */
const toldOn = (element: JsonObject): string => {
  const config = objectOf(element['dispatch_action_config'])['trigger_actions_on'] ?? ['on_enter_pressed']
  return isText(element) ? listOf(config).join(' ') : 'changed'
}

/** In a form the name by which the value is gathered and kept; elsewhere what makes it an action. */
export const fieldAttributes = (element: JsonObject, place: Place): Html => {
  const actionId = stringOf(element['action_id'])
  if (!place.inForm) return html`${attribute('name', actionId)}${actionAttributes(element, place)}`
  const told = attribute('data-told', place.told === true ? toldOn(element) : undefined)
  return html`${attribute('name', place.blockId)}${attribute('data-element', actionId)}${told}`
}

export const fieldTestId = (element: JsonObject): Html =>
  attribute('data-testid', `field-${stringOf(element['action_id']) ?? ''}`)
