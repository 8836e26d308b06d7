import { type JsonObject, numberOf, objectOf, objectsOf, stringOf } from '../../slack/json.ts'
import { type Html, html } from '../html.ts'
import type { Reader } from '../reader.ts'
import { withEmoji } from './emoji.ts'
import { link, renderToken } from './render-token.ts'

const text = (value: JsonObject[string]): string => stringOf(value) ?? ''

const plainRun = (reader: Reader, run: JsonObject): Html => {
  switch (run['type']) {
    case 'link':
      return link(text(run['url']), stringOf(run['text']) ?? text(run['url']))
    case 'emoji':
      return html`${withEmoji(`:${text(run['name'])}:`)}`
    case 'user':
      return renderToken(reader, `@${text(run['user_id'])}`)
    case 'channel':
      return renderToken(reader, `#${text(run['channel_id'])}`)
    case 'usergroup':
      return renderToken(reader, `!subteam^${text(run['usergroup_id'])}`)
    case 'broadcast':
      return renderToken(reader, `!${text(run['range'])}`)
    case 'date':
      return renderToken(
        reader,
        `!date^${numberOf(run['timestamp']) ?? ''}^${text(run['format'])}|${text(run['fallback'])}`,
      )
    default:
      return html`${text(run['text'])}`
  }
}

const styled = (reader: Reader, run: JsonObject): Html => {
  const style = objectOf(run['style'])
  let out = plainRun(reader, run)
  if (style['code'] === true) out = html`<code>${out}</code>`
  if (style['strike'] === true) out = html`<s>${out}</s>`
  if (style['italic'] === true) out = html`<em>${out}</em>`
  return style['bold'] === true ? html`<strong>${out}</strong>` : out
}

const runs = (reader: Reader, element: JsonObject): readonly Html[] =>
  objectsOf(element['elements']).map((run) => styled(reader, run))

const list = (reader: Reader, element: JsonObject): Html => {
  const items = objectsOf(element['elements']).map((item) => html`<li>${runs(reader, item)}</li>`)
  return element['style'] === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`
}

/** A rich_text block: sections, lists, quotes and preformatted text. */
export const renderRichText = (reader: Reader, block: JsonObject): readonly Html[] =>
  objectsOf(block['elements']).map((element) => {
    switch (element['type']) {
      case 'rich_text_list':
        return list(reader, element)
      case 'rich_text_quote':
        return html`<blockquote>${runs(reader, element)}</blockquote>`
      case 'rich_text_preformatted':
        return html`<pre>${runs(reader, element)}</pre>`
      default:
        return html`<p class="lines">${runs(reader, element)}</p>`
    }
  })
