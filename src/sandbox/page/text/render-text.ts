import { type Json, objectOf, stringOf } from '../../slack/json.ts'
import { type Html, html } from '../html.ts'
import type { Reader } from '../reader.ts'
import { withEmoji } from './emoji.ts'
import { renderMrkdwn } from './render-mrkdwn.ts'

/** The words of a text object, without markup. */
export const plainOf = (value: Json | undefined): string => withEmoji(stringOf(objectOf(value)['text']) ?? '')

/** A text object, plain or mrkdwn. */
export const renderText = (reader: Reader, value: Json | undefined): Html => {
  const { type, text } = objectOf(value)
  return type === 'mrkdwn'
    ? renderMrkdwn(reader, stringOf(text) ?? '')
    : html`<span class="lines">${plainOf(value)}</span>`
}
