import type { Message } from '../../slack/world/message.ts'
import { html } from '../html.ts'
import type { Reader } from '../reader.ts'
import { dayOf } from '../text/format-date.ts'
import { renderMessage } from './render-message.ts'

/** A piece of the page that is replaced only when its HTML is another. */
export interface Piece {
  readonly key: string
  readonly html: string
}

const shown = 200

export const visibleMessages = ({ world, person }: Reader, channel: string): readonly Message[] =>
  (world.state.messages.get(channel) ?? []).filter(
    ({ visibleTo }) => visibleTo === undefined || visibleTo === person.id,
  )

const withDays = (
  reader: Reader,
  messages: readonly Message[],
  repliesTo: (ts: string) => number,
): readonly Piece[] => {
  let last = ''
  return messages.flatMap((message) => {
    const day = dayOf(message.shownAt, reader.person.timeZone)
    const rule = html`<div class="day" role="separator"><span>${day}</span></div>`
    const isNew = day !== last
    last = day
    const piece = { key: message.ts, html: renderMessage(reader, message, repliesTo(message.ts)).text }
    return isNew ? [{ key: `day-${message.ts}`, html: rule.text }, piece] : [piece]
  })
}

/** The latest messages of a channel, oldest first, with a rule where a day begins. */
export const renderStream = (reader: Reader, channel: string): readonly Piece[] => {
  const all = visibleMessages(reader, channel)
  const repliesTo = (ts: string) => all.filter(({ threadTs }) => threadTs === ts).length
  const top = all.filter(({ threadTs }) => threadTs === undefined).slice(-shown)
  return withDays(reader, top, repliesTo)
}

/** A message and the replies to it. */
export const renderThread = (reader: Reader, channel: string, ts: string): readonly Piece[] =>
  visibleMessages(reader, channel)
    .filter((message) => message.ts === ts || message.threadTs === ts)
    .slice(-shown)
    .map((message) => ({ key: message.ts, html: renderMessage(reader, { ...message, threadTs: ts }, 0).text }))
