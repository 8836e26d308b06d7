import { identity } from '../../slack/world/identity.ts'
import { type Html, html } from '../html.ts'
import type { Reader } from '../reader.ts'

const hues = 6

const hueOf = (id: string): number => [...id].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % hues

export const nameOf = ({ world }: Reader, id: string): string =>
  world.state.people.get(id)?.realName ?? (id === 'USLACKBOT' ? 'Slackbot' : id)

/** A coloured square with initials; the app has a key. */
export const renderAvatar = (reader: Reader, id: string): Html => {
  if (id === identity.botUserId) return html`<span class="avatar app" aria-hidden="true">🔑</span>`
  const initials = nameOf(reader, id)
    .split(/\s+/)
    .map((word) => word.slice(0, 1))
    .join('')
    .slice(0, 2)
  return html`<span class="avatar hue-${hueOf(id)}" aria-hidden="true">${initials}</span>`
}
