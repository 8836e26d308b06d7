import { canSee, openDirect } from '../../slack/world/channels.ts'
import type { Channel } from '../../slack/world/seed.ts'
import { attribute, type Html, html } from '../html.ts'
import type { Reader } from '../reader.ts'
import { visibleMessages } from './render-stream.ts'

const entry = (reader: Reader, place: string, label: string, channel: Channel | undefined, current: string): Html => {
  const latest = channel === undefined ? undefined : visibleMessages(reader, channel.id).at(-1)?.ts
  const data = html` data-place="${place}"${attribute('data-latest', latest)} data-testid="channel-${place}"`
  const here = attribute('aria-current', place === current ? 'page' : undefined)
  return html`<li><button type="button" class="place"${data}${here}>${label}</button></li>`
}

const labelOf = ({ name, archived, shared }: Channel): string =>
  `# ${name}${archived === true ? ' (archived)' : ''}${shared === true ? ' (shared)' : ''}`

/** The channels that somebody sees, in the order of the workspace. */
export const channelsOf = ({ world, person }: Reader): readonly Channel[] =>
  [...world.state.channels.values()].filter((one) => one.kind !== 'im' && canSee(world, person.id, one))

export const renderSidebar = (reader: Reader, current: string): string => {
  const { channel: direct } = openDirect(reader.world, reader.person)
  const channels = channelsOf(reader).map((one) => entry(reader, one.id, labelOf(one), one, current))
  return html`<h2 id="channels">Channels</h2><ul aria-labelledby="channels">${channels}</ul>
    <h2 id="apps">Apps</h2><ul aria-labelledby="apps">
    ${entry(reader, 'home', '🔑 EdgeKV · Home', undefined, current)}
    ${entry(reader, 'dm', '🔑 EdgeKV · Messages', direct, current)}</ul>`.text
}
