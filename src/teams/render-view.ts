import type { Form, View } from '../core/chat/views/view.ts'
import { formAction } from './read-incoming.ts'
import { type Room, renderBlock } from './render-block.ts'
import type { Json } from './render-buttons.ts'

/** Well under what Teams refuses (about 100 KB as it counts), so that every client shows it. Bytes. */
export const mostBytes = 24_000

const rooms: readonly Room[] = [
  { text: 3_000, lines: 200 },
  { text: 1_000, lines: 60 },
  { text: 400, lines: 30 },
  { text: 150, lines: 10 },
]

const cardOf = (body: readonly Json[]): Json => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  msteams: { width: 'Full' },
  body,
})

const fits = (card: Json): boolean => Buffer.byteLength(JSON.stringify(card)) <= mostBytes

/** Takes the longest texts' place with what people can press: whole elements go from the end, buttons last. */
const cut = (body: readonly Json[]): Json => {
  let kept = [...body]
  const left = (): Json => ({
    type: 'TextBlock',
    wrap: true,
    isSubtle: true,
    text: `…and ${body.length - kept.length} more parts`,
  })
  while (kept.length > 1 && !fits(cardOf([...kept, left()]))) {
    const at = kept.findLastIndex((element, index) => index > 0 && element['type'] !== 'ActionSet')
    kept = kept.toSpliced(at > 0 ? at : kept.length - 1, 1)
  }
  return cardOf([...kept, left()])
}

/** A view as an Adaptive Card 1.5 of at most 24 KB. */
export const renderCard = (view: View): Json => {
  let body: Json[] = []
  for (const room of rooms) {
    body = view.blocks.flatMap((block) => renderBlock(block, room))
    if (fits(cardOf(body))) return cardOf(body)
  }
  return cut(body)
}

/** A view as a message. `summary` is what notifications say. */
export const renderView = (view: View): Json => ({
  type: 'message',
  summary: view.summary.slice(0, 1_000),
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: renderCard(view) }],
})

/** Teams opens dialogs from cards alone, so a form is a card with its fields inside. */
export const formAsView = (form: Form): View => ({
  summary: `${form.title}: please fill in the fields and press ${form.submit}.`,
  blocks: [
    { kind: 'heading', text: form.title },
    ...form.blocks,
    {
      kind: 'buttons',
      buttons: [{ action: `${formAction}${form.form}`, value: form.ref, label: form.submit, style: 'primary' }],
    },
  ],
})
