import type { Form, View } from '../core/chat/views/view.ts'
import { mentionEntities, mentionsIn, withoutMentions } from './mentions.ts'
import { checkAction, formAction, refreshAction } from './read-incoming.ts'
import { type Room, renderBlock } from './render-block.ts'
import type { Json } from './render-buttons.ts'

/** Well under what Teams refuses (about 100 KB as it counts), so that every client shows it. Bytes. */
export const mostBytes = 24_000
/** An answer may take so many messages; what is longer than that is shortened. */
const mostParts = 5

const rooms: readonly Omit<Room, 'own'>[] = [
  { text: 3_000, lines: 400 },
  { text: 1_000, lines: 60 },
  { text: 400, lines: 30 },
  { text: 150, lines: 10 },
]

/** What is cut into several cards is not shortened before. */
const pageRoom: Room = { text: 20_000, lines: 400, own: true }

/** Whose clients ask for the card anew (`29:…`, at most 60), and what they send: the record, and the key of the post. */
export interface Refresh {
  readonly userIds: readonly string[]
  readonly ref: string
  readonly key: string
}

const refreshOf = ({ userIds, ref, key }: Refresh): Json => ({
  action: {
    type: 'Action.Execute',
    title: 'Refresh',
    verb: refreshAction,
    data: { a: refreshAction, v: ref, k: key },
  },
  userIds,
})

const cardOf = (body: readonly Json[], refresh?: Refresh, entities: readonly Json[] = []): Json => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  msteams: { width: 'Full', ...(entities.length === 0 ? {} : { entities }) },
  ...(refresh === undefined ? {} : { refresh: refreshOf(refresh) }),
  body,
})

const sizeOf = (card: Json): number => Buffer.byteLength(JSON.stringify(card))

const subtle = (text: string): Json => ({ type: 'TextBlock', wrap: true, isSubtle: true, text })

/** Takes the longest texts' place with what people can press: whole elements go from the end, buttons last. */
const cut = (body: readonly Json[], make: (body: readonly Json[]) => Json): Json => {
  let kept = [...body]
  const left = (): Json => subtle(`…and ${body.length - kept.length} more parts`)
  while (kept.length > 1 && sizeOf(make([...kept, left()])) > mostBytes) {
    const at = kept.findLastIndex((element, index) => index > 0 && element['type'] !== 'ActionSet')
    kept = kept.toSpliced(at > 0 ? at : kept.length - 1, 1)
  }
  return make([...kept, left()])
}

/** Where all of a shortened board can be read. */
const whereAll = ({ live }: View): readonly Json[] =>
  live === undefined ? [] : [subtle(`Shortened. All of it: status ${live.ref.split('/').at(-1) ?? ''}`)]

export interface CardOptions {
  /** For one person alone. */
  readonly own?: boolean
  readonly refresh?: Refresh
}

/** A view as one Adaptive Card 1.5 of at most 24 KB. */
export const renderCard = (view: View, { own = false, refresh }: CardOptions = {}): Json => {
  const mentioned = mentionsIn(view)
  const make = (elements: readonly Json[]): Json => cardOf(elements, refresh, mentionEntities(elements, mentioned))
  let body: Json[] = []
  for (const [index, room] of rooms.entries()) {
    body = view.blocks.flatMap((block) => renderBlock(block, { ...room, own }))
    const card = make(index === 0 ? body : [...body, ...whereAll(view)])
    if (sizeOf(card) <= mostBytes) return card
  }
  return cut(body, make)
}

/** Elements in their order, so many to a card as fit with a line that counts the parts; undefined when one is too long. */
const pack = (body: readonly Json[]): readonly (readonly Json[])[] | undefined => {
  const parts: Json[][] = [[]]
  for (const element of body) {
    const last = parts.at(-1) ?? []
    if (last.length > 0 && sizeOf(cardOf([...last, element, subtle('Part 1 of 9')])) > mostBytes) parts.push([element])
    else last.push(element)
  }
  const isFine = parts.every((part) => sizeOf(cardOf([...part, subtle('Part 1 of 9')])) <= mostBytes)
  return isFine ? parts : undefined
}

/** A view for one person alone: as many cards as its whole text takes, the buttons in the last. */
export const renderPages = (named: View): readonly Json[] => {
  const view = withoutMentions(named)
  const body = view.blocks.flatMap((block) => renderBlock(block, pageRoom))
  const parts = pack(body) ?? []
  const hasFields = view.blocks.some(({ kind }) => kind === 'field')
  if (parts.length === 0 || parts.length > mostParts || hasFields) return [renderCard(view, { own: true })]
  if (parts.length === 1) return parts.map((part) => cardOf(part))
  return parts.map((part, index) => cardOf([...part, subtle(`Part ${index + 1} of ${parts.length}`)]))
}

/** `summary` is what notifications say. */
export interface CardMessage {
  readonly type: 'message'
  readonly summary: string
  readonly attachments: readonly Json[]
}

/** A card as a message. */
export const messageOf = (card: Json, { summary }: Pick<View, 'summary'>): CardMessage => ({
  type: 'message',
  summary: summary.slice(0, 1_000),
  attachments: [{ contentType: cardType, content: card }],
})

export const cardType = 'application/vnd.microsoft.card.adaptive'

/** Teams opens dialogs from cards alone, so a form is a card with its fields inside. */
export const formAsView = (form: Form): View => ({
  summary: `${form.title}: please fill in the fields and press ${form.submit}.`,
  blocks: [
    { kind: 'heading', text: form.title },
    ...form.blocks,
    {
      kind: 'buttons',
      buttons: [
        { action: `${formAction}${form.form}`, value: form.ref, label: form.submit, style: 'primary' },
        ...(form.check === undefined
          ? []
          : [{ action: `${checkAction}${form.form}`, value: form.ref, label: form.check }]),
      ],
    },
  ],
})
