import { type Html, html } from '../html.ts'
import type { Reader } from '../reader.ts'
import { formatDate } from './format-date.ts'
import { unescapeText } from './unescape-text.ts'

const mention = (text: string): Html => html`<span class="mention">${text}</span>`

const isWeb = (url: string): boolean => /^(https?|mailto):/i.test(url)

export const link = (url: string, text: string): Html =>
  isWeb(url) ? html`<a href="${url}" target="_blank" rel="noopener noreferrer">${text}</a>` : html`${text}`

const date = (reader: Reader, parts: readonly string[], fallback: string): Html => {
  const [, seconds = '', pattern = '', url] = parts
  const at = Number(seconds) * 1000
  if (!Number.isFinite(at) || seconds === '') return html`${fallback}`
  const text = formatDate(pattern, at, reader.world.now(), reader.person.timeZone)
  const time = html`<time datetime="${new Date(at).toISOString()}" title="${fallback}">${text}</time>`
  return url === undefined ? time : html`${time} ${link(url, '↗')}`
}

const special = (reader: Reader, target: string, label: string | undefined): Html => {
  const [what = '', ...rest] = target.split('^')
  if (what === 'date') return date(reader, [what, ...rest], label ?? '')
  if (what !== 'subteam') return mention(`@${what}`)
  const group = reader.world.state.groups.get(rest[0] ?? '')
  return mention(`@${group?.handle ?? label ?? rest[0] ?? 'group'}`)
}

/** What stands between `<` and `>` in mrkdwn: a person, a channel, a group, a date or a link. */
export const renderToken = (reader: Reader, token: string): Html => {
  const bar = token.indexOf('|')
  const target = bar < 0 ? token : token.slice(0, bar)
  const label = bar < 0 ? undefined : unescapeText(token.slice(bar + 1))
  const { people, channels } = reader.world.state
  if (target.startsWith('@')) return mention(`@${people.get(target.slice(1))?.realName ?? label ?? target.slice(1)}`)
  if (target.startsWith('#')) return mention(`#${channels.get(target.slice(1))?.name ?? label ?? target.slice(1)}`)
  if (target.startsWith('!')) return special(reader, target.slice(1), label)
  return isWeb(target) ? link(unescapeText(target), label ?? unescapeText(target)) : html`${unescapeText(`<${token}>`)}`
}
