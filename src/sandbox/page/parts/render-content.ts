import { canSee, openDirect } from '../../slack/world/channels.ts'
import type { Channel } from '../../slack/world/seed.ts'
import type { World } from '../../slack/world/world.ts'
import type { Reader } from '../reader.ts'
import { renderPeople } from './render-people.ts'
import { channelsOf, renderSidebar } from './render-sidebar.ts'
import { type Piece, renderStream, renderThread } from './render-stream.ts'
import { type ModalPiece, renderHome, renderModal } from './render-view.ts'

/** Everything that changes on the page, for one person at one place. */
export interface Content {
  readonly person: string
  readonly timeZone: string
  readonly place: string
  /** Absent on the App Home. */
  readonly channel?: string
  readonly title: string
  readonly subtitle: string
  readonly people: string
  readonly sidebar: string
  readonly stream: readonly Piece[]
  readonly thread?: readonly Piece[]
  readonly modal?: ModalPiece
  /** Why nothing can be written here. */
  readonly closed?: string
}

const channelAt = (reader: Reader, place: string): Channel | undefined => {
  const { world, person } = reader
  if (place === 'dm') return openDirect(world, person).channel
  const wanted = world.state.channels.get(place)
  return wanted !== undefined && wanted.kind !== 'im' && canSee(world, person.id, wanted)
    ? wanted
    : channelsOf(reader)[0]
}

const subtitleOf = ({ members, kind }: Channel): string =>
  kind === 'im' ? 'Between you and the app' : `${members.length} members`

const nothingHere: Piece = {
  key: 'nothing-here',
  html: '<p class="empty">Nothing has been said here yet. Type <code>/edgekv help</code> below.</p>',
}

const channelContent = (reader: Reader, channel: Channel, place: string, thread: string | undefined) => {
  const pieces = renderStream(reader, channel.id)
  const replies = thread === undefined ? [] : renderThread(reader, channel.id, thread)
  return {
    place,
    channel: channel.id,
    title: channel.kind === 'im' ? 'EdgeKV' : `# ${channel.name}`,
    subtitle: subtitleOf(channel),
    sidebar: renderSidebar(reader, place),
    stream: pieces.length === 0 ? [nothingHere] : pieces,
    ...(replies.length === 0 ? {} : { thread: replies }),
    ...(channel.archived === true ? { closed: 'This channel is archived.' } : {}),
  }
}

const homeContent = (reader: Reader) => ({
  place: 'home',
  title: 'EdgeKV',
  subtitle: 'Home',
  sidebar: renderSidebar(reader, 'home'),
  stream: renderHome(reader),
  closed: 'Commands are typed in channels and messages.',
})

/** Draws the page for somebody; who or what is not there gives way to the first person and channel. */
export const renderContent = (world: World, wanted: URLSearchParams): Content | undefined => {
  const people = [...world.state.people.values()].filter(({ bot, deactivated }) => bot !== true && deactivated !== true)
  const person = people.find(({ id }) => id === wanted.get('user')) ?? people[0]
  if (person === undefined) return undefined
  const reader: Reader = { world, person }
  const place = wanted.get('place') ?? ''
  const channel = place === 'home' ? undefined : channelAt(reader, place)
  const modal = renderModal(reader)
  const common = {
    person: person.id,
    timeZone: person.timeZone,
    people: renderPeople(world, person.id),
    ...(modal === undefined ? {} : { modal }),
  }
  if (channel === undefined) return { ...common, ...homeContent(reader) }
  const here = channel.kind === 'im' ? 'dm' : channel.id
  return { ...common, ...channelContent(reader, channel, here, wanted.get('thread') ?? undefined) }
}
