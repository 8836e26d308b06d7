import { type JsonObject, stringOf } from '../../slack/json.ts'
import { type Html, html } from '../html.ts'
import type { Reader } from '../reader.ts'
import type { Place } from './place.ts'
import { renderButton, renderOverflow } from './render-button.ts'
import { renderBoxes, renderDirectory, renderSelect, renderTextField } from './render-field.ts'

/** Pictures are named, not loaded: the page asks nobody outside for anything. */
const image = (element: JsonObject): Html => html`<span class="picture">${stringOf(element['alt_text'])}</span>`

/** Anything that can stand in a section, an actions block, a context or a form. */
export const renderElement = (reader: Reader, element: JsonObject, place: Place): Html => {
  switch (element['type']) {
    case 'button':
      return renderButton(element, place)
    case 'overflow':
      return renderOverflow(element, place)
    case 'image':
      return image(element)
    case 'static_select':
    case 'multi_static_select':
      return renderSelect(element, place)
    case 'users_select':
    case 'channels_select':
    case 'conversations_select':
      return renderDirectory(reader, element, place)
    case 'checkboxes':
    case 'radio_buttons':
      return renderBoxes(reader, element, place)
    default:
      return renderTextField(element, place)
  }
}
