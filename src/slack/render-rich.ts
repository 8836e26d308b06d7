import type { Rich, Span } from '../core/chat/views/view.ts'
import { clamp } from './clamp.ts'
import { codeText, escapeMrkdwn, plainText } from './escape-mrkdwn.ts'

const utc = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const isTime = (time: number): boolean => Number.isFinite(time) && Math.abs(time) < 8.64e15

/** The reader's own zone by Slack's date form, UTC beside it. */
const renderTime = (time: number): string =>
  isTime(time) ? `<!date^${Math.floor(time / 1000)}^{date_short_pretty} {time}|${utc(time)}> (${utc(time)})` : '?'

const renderLink = (link: string, text: string): string => {
  if (!/^https?:\/\//i.test(link) || !URL.canParse(link)) return plainText(text)
  const safe = new URL(link).href.replaceAll('|', '%7C')
  return `<${escapeMrkdwn(safe)}|${plainText(text).replaceAll('|', '¦')}>`
}

const reference = (span: Exclude<Span, string>): string => {
  if ('time' in span) return renderTime(span.time)
  if ('person' in span)
    return span.person.platform === 'slack' && /^[UW][A-Z0-9]+$/.test(span.person.user)
      ? `<@${span.person.user}>`
      : plainText(span.name)
  if ('channel' in span) return /^[CGD][A-Z0-9]+$/.test(span.channel) ? `<#${span.channel}>` : codeText(span.channel)
  if ('group' in span) return /^S[A-Z0-9]+$/.test(span.group) ? `<!subteam^${span.group}>` : plainText(span.name)
  if ('link' in span) return renderLink(span.link, span.text)
  return ''
}

/** The longest start of `text` that is at most `room` long once escaped. */
const fitting = (text: string, room: number, escaping: (text: string) => string): string => {
  const whole = escaping(text)
  if (whole.length <= room) return whole
  let keep = Math.min(text.length, room)
  while (keep > 0 && escaping(clamp(text, keep)).length > room) keep -= Math.max(1, Math.ceil(keep / 20))
  return keep > 0 ? escaping(clamp(text, keep)) : ''
}

const wrapped = (text: string, mark: string, room: number, escaping: (text: string) => string): string => {
  const inner = fitting(text, room - 2 * mark.length, escaping)
  return inner === '' ? '' : `${mark}${inner}${mark}`
}

const renderSpan = (span: Span, room: number): string => {
  if (typeof span === 'string') return fitting(span, room, plainText)
  if ('bold' in span) return wrapped(span.bold.replaceAll('*', '∗'), '*', room, plainText)
  if ('code' in span) return wrapped(span.code, '`', room, codeText)
  const whole = reference(span)
  return whole.length <= room ? whole : ''
}

/** Slack mrkdwn of at most `max` characters. Mentions, links and times are kept whole or left out, never cut. */
export const renderRich = (rich: Rich, max: number): string => {
  let out = ''
  for (const span of rich) {
    const room = max - out.length - 1
    if (room <= 0) return out.endsWith('…') ? out : `${out}…`
    out += renderSpan(span, room)
  }
  return out
}
