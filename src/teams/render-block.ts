import type { Block, Field, Icon } from '../core/chat/views/view.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { fieldPrefix } from './read-incoming.ts'
import { type Json, renderButtons } from './render-buttons.ts'
import { renderRich } from './render-rich.ts'

/** How much of a block may be shown; made smaller until the whole card fits. */
export interface Room {
  readonly text: number
  readonly lines: number
  /** The card is for one person alone. */
  readonly own: boolean
}

/** So many facts stand in one element, which is the smallest part that a long card can be cut into. */
const factsTogether = 12

const icons: Readonly<Record<Icon, string>> = {
  done: '✅ **Done**',
  running: '🔄 **Running**',
  waiting: '⏳ **Waiting**',
  problem: '❌ **Problem**',
  stopped: '🛑 **Stopped**',
  info: 'ℹ️ **Note**',
  warning: '⚠️ **Warning**',
}

const textBlock = (text: string, more: Json = {}): Json => ({ type: 'TextBlock', wrap: true, text, ...more })

/** Lines as they stand; an indentation of spaces would be Markdown's sign for code, in which escapes are shown. */
const asLines = (text: string): string =>
  escapeMarkdown(text)
    .replace(/^ +/gm, (spaces) => '\u00a0'.repeat(spaces.length))
    .replaceAll('\n', '\n\n')

const firstOf = ({ initial }: Field): string | undefined => (typeof initial === 'string' ? initial : initial?.join(','))

const mostChoices = 100

/** A card holds less than the command line can say. */
const hintOf = ({ hint, choices = [] }: Field): string => {
  const left = choices.length - mostChoices
  const more = left > 0 ? `${left} more can be named on the command line` : undefined
  const said = [more, hint].filter((text) => text !== undefined)
  return said.length === 0 ? '' : ` (${said.join('; ')})`
}

const renderField = (field: Field): Json => {
  const { label, placeholder, choices = [] } = field
  const value = firstOf(field)
  const common = {
    id: `${fieldPrefix}${field.id}`,
    label: `${label}${hintOf(field)}`.slice(0, 500),
    isRequired: field.optional !== true,
    errorMessage: 'Please fill this in.',
    ...(placeholder === undefined ? {} : { placeholder: placeholder.slice(0, 150) }),
    ...(value === undefined ? {} : { value }),
  }
  if (field.kind === 'text' || field.kind === 'multiline' || choices.length === 0)
    return {
      type: 'Input.Text',
      ...common,
      isMultiline: field.kind === 'multiline',
      maxLength: field.maxLength ?? 3_000,
    }
  return {
    type: 'Input.ChoiceSet',
    ...common,
    isMultiSelect: field.kind === 'choices',
    choices: choices.slice(0, mostChoices).map((one) => ({ title: one.label.slice(0, 75), value: one.value })),
  }
}

const renderSteps = ({ steps }: Extract<Block, { kind: 'steps' }>, room: Room): Json[] => {
  const shown = steps.slice(0, room.lines)
  const lines = shown.map(({ icon, text }) =>
    textBlock(`${icons[icon]} – ${renderRich(text, room.text)}`, { spacing: 'Small' }),
  )
  return steps.length > shown.length ? [...lines, textBlock(`…and ${steps.length - shown.length} more`)] : lines
}

/** One element each, so that a long text can be cut between two. */
const renderParagraphs = (text: string): Json[] =>
  text.split('\n\n').map((one, index) => textBlock(one, index === 0 ? {} : { spacing: 'Small' }))

const renderFacts = ({ facts }: Extract<Block, { kind: 'facts' }>, room: Room): Json[] => {
  const shown = facts
    .slice(0, room.lines)
    .map(({ label, value }) => ({ title: label.slice(0, 100), value: renderRich(value, room.text) }))
  const sets = Array.from({ length: Math.ceil(shown.length / factsTogether) }, (_, at) => ({
    type: 'FactSet',
    facts: shown.slice(at * factsTogether, (at + 1) * factsTogether),
  }))
  const left = facts.length - shown.length
  return left > 0 ? [...sets, textBlock(`…and ${left} more`)] : sets
}

/** One block of ours as a card's elements. */
export const renderBlock = (block: Block, room: Room): Json[] => {
  switch (block.kind) {
    case 'heading':
      return [
        textBlock(escapeMarkdown(block.text.slice(0, 150)), { size: 'Large', weight: 'Bolder', style: 'heading' }),
      ]
    case 'text':
      return renderParagraphs(renderRich(block.text, room.text))
    case 'facts':
      return renderFacts(block, room)
    case 'steps':
      return renderSteps(block, room)
    case 'snippet':
      return [textBlock(asLines(block.text.slice(0, room.text)), { fontType: 'Monospace' })]
    case 'note':
      return [textBlock(renderRich(block.text, room.text), { isSubtle: true, size: 'Small' })]
    case 'divider':
      return [{ type: 'TextBlock', text: ' ', separator: true }]
    case 'buttons':
      return renderButtons(block.buttons, room.own)
    case 'field':
      return [renderField(block.field)]
  }
}
