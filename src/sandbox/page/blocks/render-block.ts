import { isObject, type JsonObject, objectOf, objectsOf, stringOf } from '../../slack/json.ts'
import { type Html, html } from '../html.ts'
import type { Reader } from '../reader.ts'
import { renderMrkdwn } from '../text/render-mrkdwn.ts'
import { renderRichText } from '../text/render-rich-text.ts'
import { plainOf, renderText } from '../text/render-text.ts'
import { renderElement } from './render-element.ts'

const idOf = (block: JsonObject): string => stringOf(block['block_id']) ?? ''

const section = (reader: Reader, block: JsonObject): Html => {
  const { text, accessory } = block
  const fields = objectsOf(block['fields']).map((field) => html`<div class="field">${renderText(reader, field)}</div>`)
  const place = { blockId: idOf(block), inForm: false }
  return html`<div class="section"><div class="section-body">
    ${text !== undefined && html`<div class="section-text">${renderText(reader, text)}</div>`}
    ${fields.length > 0 && html`<div class="fields">${fields}</div>`}</div>
    ${isObject(accessory) && html`<div class="accessory">${renderElement(reader, accessory, place)}</div>`}</div>`
}

const context = (reader: Reader, block: JsonObject): Html => {
  const place = { blockId: idOf(block), inForm: false }
  const items = objectsOf(block['elements']).map((element) =>
    element['type'] === 'image'
      ? renderElement(reader, element, place)
      : html`<span>${renderText(reader, element)}</span>`,
  )
  return html`<div class="context">${items}</div>`
}

const actions = (reader: Reader, block: JsonObject): Html => {
  const place = { blockId: idOf(block), inForm: false }
  return html`<div class="actions">${objectsOf(block['elements']).map((one) => renderElement(reader, one, place))}</div>`
}

const grouped = (type: unknown): boolean => type === 'checkboxes' || type === 'radio_buttons'

const input = (reader: Reader, block: JsonObject): Html => {
  const element = objectOf(block['element'])
  const field = renderElement(reader, element, {
    blockId: idOf(block),
    inForm: true,
    told: block['dispatch_action'] === true,
  })
  const optional = block['optional'] === true ? html` <small>(optional)</small>` : ''
  const label = html`<span class="label">${plainOf(block['label'])}${optional}</span>`
  const hint = block['hint'] === undefined ? '' : html`<small class="hint">${plainOf(block['hint'])}</small>`
  const error = html`<p class="error" role="alert" data-error-for="${idOf(block)}" hidden></p>`
  return grouped(element['type'])
    ? html`<fieldset class="input"><legend>${label}</legend>${field}${hint}${error}</fieldset>`
    : html`<div class="input"><label>${label}${field}</label>${hint}${error}</div>`
}

/** One block as HTML; kinds that Slack knows and the page does not are named. */
const renderBlock = (reader: Reader, block: JsonObject): Html => {
  switch (block['type']) {
    case 'header':
      return html`<h3>${plainOf(block['text'])}</h3>`
    case 'section':
      return section(reader, block)
    case 'context':
      return context(reader, block)
    case 'actions':
      return actions(reader, block)
    case 'input':
      return input(reader, block)
    case 'divider':
      return html`<hr>`
    case 'rich_text':
      return html`<div class="rich-text">${renderRichText(reader, block)}</div>`
    case 'markdown':
      return html`<div class="section">${renderMrkdwn(reader, stringOf(block['text']) ?? '')}</div>`
    default:
      return html`<p class="picture">${stringOf(block['alt_text']) ?? `a block of type ${String(block['type'])}`}</p>`
  }
}

export const renderBlocks = (reader: Reader, blocks: readonly JsonObject[]): readonly Html[] =>
  blocks.map((block) => renderBlock(reader, block))
