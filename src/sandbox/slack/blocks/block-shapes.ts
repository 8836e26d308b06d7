import { type JsonObject, objectsOf } from '../json.ts'
import { boolean, byType, type Check, list, repeated, type Shape, string } from './check.ts'
import { accessory, actionElement, contextImage, inputElement } from './elements.ts'
import { richTextElements } from './rich-text.ts'
import { anyText, plainText } from './text-objects.ts'

const blockId = { block_id: string({ max: 255 }) }

const actionIdsOnce = (key: string) => (block: JsonObject) =>
  repeated(objectsOf(block[key]), 'action_id').map((id) => `\`action_id\` "${id}" already exists`)

const contextText = {
  plain_text: { required: { text: string({ max: 3000 }) }, optional: { emoji: boolean } },
  mrkdwn: { required: { text: string({ max: 3000 }) }, optional: { verbatim: boolean } },
}

const section: Shape = {
  optional: { ...blockId, text: anyText(3000), fields: list(anyText(2000), 1, 10), accessory, expand: boolean },
  rules: ({ text, fields }) => (text === undefined && fields === undefined ? ['missing required field: text'] : []),
}

const actions: Shape = {
  required: { elements: list(actionElement, 1, 25) },
  optional: blockId,
  rules: actionIdsOnce('elements'),
}

const input: Shape = {
  required: { label: plainText(2000), element: inputElement },
  optional: { ...blockId, hint: plainText(2000), optional: boolean, dispatch_action: boolean },
}

const image: Shape = {
  required: { image_url: string({ max: 3000 }), alt_text: string({ max: 2000 }) },
  optional: { ...blockId, title: plainText(2000) },
}

const everywhere: Readonly<Record<string, Shape>> = {
  section,
  actions,
  input,
  image,
  divider: { optional: blockId },
  header: { required: { text: plainText(150) }, optional: blockId },
  context: {
    required: { elements: list(byType({ ...contextText, image: contextImage }), 1, 10) },
    optional: blockId,
  },
  rich_text: { required: { elements: richTextElements }, optional: blockId },
}

/** Newer kinds of block are not known here, and so refused: a card must look the same in every client. */
export const messageBlock: Check = byType({
  ...everywhere,
  markdown: { required: { text: string({ max: 12_000 }) }, optional: blockId },
})
export const viewBlock: Check = byType(everywhere)
