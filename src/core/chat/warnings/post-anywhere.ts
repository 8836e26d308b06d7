import type { Destination } from '../../people/destination.ts'
import type { Messenger, Posted } from '../../ports/messenger.ts'
import type { ChatTools } from '../chat-tools.ts'
import { notConnected, type Outcome, outcomeOf } from '../outcome.ts'
import type { View } from '../views/view.ts'

type Channel = Extract<Destination, { kind: 'channel' }>

/** Nothing about a warning is ever given up: what cannot be posted anywhere is tried again after this. */
const untilMendedMs = 5 * 60_000

export const outcomeForever = (posted: Posted, tries: number): Outcome => {
  const outcome = outcomeOf(posted, tries)
  return outcome.kind === 'dropped' ? { kind: 'later', afterMs: untilMendedMs } : outcome
}

const isShut = (posted: Posted): posted is Extract<Posted, { kind: 'gone' | 'refused' }> =>
  posted.kind === 'gone' || posted.kind === 'refused'

const nameOf = ({ platform, id }: Channel): string => `${platform === 'slack' ? 'Slack' : 'Teams'} channel ${id}`

const others = ({ fallback }: ChatTools, to: Channel): readonly Channel[] =>
  fallback.filter((one) => one.kind === 'channel').filter((one) => one.platform !== to.platform || one.id !== to.id)

/** What was posted, where it could be; `preface`: why it stands in another channel. */
export interface PostedAnywhere {
  readonly posted: Posted
  readonly view: View
  readonly preface?: string
}

/**
 * Posts to a channel; where that is archived, or the bot was removed from it, to the fallbacks in turn, saying why it
 * comes there. `render`: the view, with what is said above it.
 */
export const postAnywhere = async (
  tools: ChatTools,
  to: Channel,
  render: (preface?: string) => Promise<View>,
  options: Parameters<Messenger['post']>[2],
): Promise<PostedAnywhere> => {
  let view = await render()
  let posted = (await tools.messengers[to.platform]?.post(to, view, options)) ?? notConnected
  if (!isShut(posted)) return { posted, view }
  const { why } = posted
  tools.log.warn('a channel cannot be written to; its warnings go to the fallback', { channel: nameOf(to), why })
  for (const other of others(tools, to)) {
    const preface = `This belongs into ${nameOf(to)}, which cannot be written to: ${why}`
    view = await render(preface)
    posted = (await tools.messengers[other.platform]?.post(other, view, options)) ?? notConnected
    if (!isShut(posted)) return { posted, view, preface }
  }
  tools.log.error('a warning can be told nowhere', { channel: nameOf(to), why: posted.why })
  return { posted, view }
}
