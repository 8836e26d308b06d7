import { type JsonObject, objectsOf, stringOf } from '../../slack/json.ts'
import { attribute, type Html, html } from '../html.ts'
import { plainOf } from '../text/render-text.ts'
import { actionAttributes } from './element-attributes.ts'
import type { Place } from './place.ts'

const styles = ['primary', 'danger']

const safeUrl = (url: string | undefined): string | undefined =>
  url !== undefined && /^https?:/i.test(url) ? url : undefined

export const renderButton = (element: JsonObject, place: Place): Html => {
  const style = stringOf(element['style']) ?? ''
  const data = [
    actionAttributes(element, place),
    attribute('data-value', stringOf(element['value'])),
    attribute('data-url', safeUrl(stringOf(element['url']))),
    attribute('aria-label', stringOf(element['accessibility_label'])),
    attribute('data-testid', `button-${stringOf(element['action_id']) ?? ''}`),
  ]
  const kind = styles.includes(style) ? `button ${style}` : 'button'
  return html`<button type="button" class="${kind}"${data}>${plainOf(element['text'])}</button>`
}

export const renderOverflow = (element: JsonObject, place: Place): Html => {
  const items = objectsOf(element['options']).map(
    (option) =>
      html`<button type="button" class="menu-item"${actionAttributes(element, place)}${attribute(
        'data-selected',
        stringOf(option['value']),
      )}${attribute('data-url', safeUrl(stringOf(option['url'])))}>${plainOf(option['text'])}</button>`,
  )
  const testId = attribute('data-testid', `overflow-${stringOf(element['action_id']) ?? ''}`)
  return html`<details class="overflow"${testId}><summary class="button" aria-label="More actions">⋯</summary>
    <div class="menu">${items}</div></details>`
}
