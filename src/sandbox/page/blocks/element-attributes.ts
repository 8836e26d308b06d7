import { isObject, type JsonObject, objectOf, stringOf } from '../../slack/json.ts'
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

/** In a form the name by which the value is gathered; elsewhere what makes it an action. */
export const fieldAttributes = (element: JsonObject, place: Place): Html => {
  const name = place.inForm ? place.blockId : stringOf(element['action_id'])
  return html`${attribute('name', name)}${place.inForm ? html`` : actionAttributes(element, place)}`
}

export const fieldTestId = (element: JsonObject): Html =>
  attribute('data-testid', `field-${stringOf(element['action_id']) ?? ''}`)
