import type { Span, View } from '../core/chat/views/view.ts'
import type { Json } from './render-buttons.ts'

/** Entra object ids, which Teams takes in a card's mention. */
const isObjectId = (id: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)

/** A name that is the same in a card's Markdown and in what notifies: Teams looks for the one in the other. */
const plainName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N} '.]+/gu, ' ')
    .trim()
    .slice(0, 80) || 'somebody'

/** How a card's text mentions somebody who is to be notified; undefined where Teams would not take the id. */
export const mentionText = (id: string, name: string): string | undefined =>
  isObjectId(id) ? `<at>${plainName(name)}</at>` : undefined

/** Somebody whom a card notifies. */
export interface Mentioned {
  readonly id: string
  readonly name: string
}

/** What makes `<at>…</at>` in these elements notify; Teams refuses one whose text is not there. */
export const mentionEntities = (body: readonly Json[], all: readonly Mentioned[]): readonly Json[] => {
  const shown = JSON.stringify(body)
  const byText = new Map(all.flatMap((one) => [[mentionText(one.id, one.name) ?? '', one] as const]))
  return [...byText].flatMap(([text, { id, name }]) =>
    text !== '' && shown.includes(text) ? [{ type: 'mention', text, mentioned: { id, name: plainName(name) } }] : [],
  )
}

const textsOf = ({ blocks }: View): readonly Span[] =>
  blocks.flatMap((block) => (block.kind === 'text' || block.kind === 'note' ? block.text : []))

/** Everybody whom a view is to notify in Teams. */
export const mentionsIn = (view: View): readonly Mentioned[] =>
  textsOf(view).flatMap((span) =>
    typeof span !== 'string' && 'person' in span && span.notify === true && span.person.platform === 'teams'
      ? [{ id: span.person.user, name: span.name }]
      : [],
  )

const quiet = (span: Span): Span =>
  typeof span !== 'string' && 'person' in span ? { person: span.person, name: span.name } : span

/** The same view, naming people without notifying them. */
export const withoutMentions = (view: View): View => ({
  ...view,
  blocks: view.blocks.map((block) =>
    block.kind === 'text' || block.kind === 'note' ? { ...block, text: block.text.map(quiet) } : block,
  ),
})
