import type { Rich, Span } from '../core/chat/views/view.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { mentionText } from './mentions.ts'

const utc = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const isTime = (time: number): boolean => Number.isFinite(time) && Math.abs(time) < 8.64e15

/** Teams' date functions know whole seconds alone; UTC stands beside the reader's own time. */
const renderTime = (time: number): string => {
  if (!isTime(time)) return '?'
  const stamp = `${new Date(time).toISOString().slice(0, 19)}Z`
  return `{{DATE(${stamp}, SHORT)}} {{TIME(${stamp})}} (${utc(time)})`
}

const cut = (text: string, room: number): string =>
  text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}…`

const renderLink = (link: string, text: string): string =>
  /^https?:\/\//i.test(link) && URL.canParse(link)
    ? `[${escapeMarkdown(text)}](${new URL(link).href.replace(/[()\s]/g, encodeURIComponent)})`
    : escapeMarkdown(text)

const renderPerson = ({ person, name, notify }: Extract<Span, { person: unknown }>, room: number): string =>
  (notify === true && person.platform === 'teams' ? mentionText(person.user, name) : undefined) ??
  escapeMarkdown(cut(name, room))

const renderSpan = (span: Span, room: number): string => {
  if (typeof span === 'string') return escapeMarkdown(cut(span, room))
  if ('bold' in span) return `**${escapeMarkdown(cut(span.bold, room))}**`
  if ('code' in span) return `**${escapeMarkdown(cut(span.code, room))}**`
  if ('time' in span) return renderTime(span.time)
  if ('person' in span) return renderPerson(span, room)
  if ('channel' in span) return escapeMarkdown(cut(span.channel, room))
  if ('group' in span) return escapeMarkdown(cut(span.name, room))
  return renderLink(span.link, cut(span.text, room))
}

const lengthOf = (span: Span): number => (typeof span === 'string' ? span.length : JSON.stringify(span).length)

/** A card's Markdown, of at most `max` characters before escaping. */
export const renderRich = (rich: Rich, max: number): string => {
  let out = ''
  let room = max
  for (const span of rich) {
    if (room <= 0) return `${out}…`
    out += renderSpan(span, room)
    room -= lengthOf(span)
  }
  // A card's Markdown knows paragraphs, and takes a single line break for a space.
  return out === '' ? '–' : out.replace(/\n+/g, '\n\n')
}
