import { createHash } from 'node:crypto'
import type { Destination } from '../people/destination.ts'
import type { Posted } from '../ports/messenger.ts'
import type { Snapshot } from '../ports/records.ts'
import { decidingGroups } from '../request/deciding-groups.ts'
import type { OwedMessage } from '../request/owed.ts'
import type { BoardPlace } from '../request/record.ts'
import { boardReaders } from './board-readers.ts'
import type { ChatTools } from './chat-tools.ts'
import { freezeOn } from './freeze-on.ts'
import { notConnected, type Outcome, outcomeOf, worstOf } from './outcome.ts'
import { pageTrouble } from './page-trouble.ts'
import { boardView } from './views/board-view.ts'
import { withMentions } from './views/notice-mentions.ts'
import { noticeView } from './views/notice-view.ts'
import type { View } from './views/view.ts'
import { deliverWarning } from './warnings/deliver-warning.ts'

const viewOf = async (tools: ChatTools, snapshot: Snapshot): Promise<View> => {
  const record = snapshot.record.value
  const owner = tools.owners.find((one) => one.team === record.owner)
  const approvers = decidingGroups(owner, record).join(' or ') || 'nobody'
  return boardView(snapshot, { approvers, readers: await boardReaders(tools, record), ...freezeOn(tools, record) })
}

const hashOf = (view: View): string => createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 16)

const platformOf = (to: Destination): 'slack' | 'teams' => (to.kind === 'channel' ? to.platform : to.identity.platform)

/** Places the living message; where the channel is gone, at the fallback instead. */
const place = async (tools: ChatTools, message: OwedMessage, to: Destination, snapshot: Snapshot): Promise<Outcome> => {
  const { account, id, key } = message
  const view = await viewOf(tools, snapshot)
  const tryAt = async (where: Destination): Promise<Posted> =>
    (await tools.messengers[platformOf(where)]?.post(where, view, { key, again: message.tries > 0 })) ?? notConnected
  let posted = await tryAt(to)
  for (const other of tools.fallback)
    if (posted.kind === 'gone' || posted.kind === 'refused') posted = await tryAt(other)
  if (posted.kind === 'ok')
    await tools.outbox.savePlace({ account, id }, { place: posted.place, rendered: hashOf(view) })
  return outcomeOf(posted, message.tries)
}

/** Brings one place up to date; a message deleted by hand is posted anew, once, where it was. */
const refresh = async (tools: ChatTools, message: OwedMessage, at: BoardPlace, view: View): Promise<Outcome> => {
  const { account, id } = message
  const rendered = hashOf(view)
  if (at.rendered === rendered) return { kind: 'ok' }
  const messenger = tools.messengers[at.place.platform]
  const posted = (await messenger?.update(at.place, view)) ?? notConnected
  if (posted.kind === 'ok') await tools.outbox.savePlace({ account, id }, { place: at.place, rendered })
  if (posted.kind !== 'gone') return outcomeOf(posted, message.tries)
  await tools.outbox.removePlace({ account, id }, at)
  const to: Destination = { kind: 'channel', platform: at.place.platform, id: at.place.conversation }
  const moved = (await messenger?.post(to, view, { key: `${message.key}:moved:${at.place.message}` })) ?? notConnected
  if (moved.kind === 'ok') await tools.outbox.savePlace({ account, id }, { place: moved.place, rendered })
  return outcomeOf(moved, message.tries)
}

const board = async (tools: ChatTools, message: OwedMessage, snapshot: Snapshot): Promise<Outcome> => {
  const view = await viewOf(tools, snapshot)
  const places = await tools.outbox.places(message)
  return worstOf(await Promise.all(places.map((at) => refresh(tools, message, at, view))))
}

const notice = async (
  tools: ChatTools,
  message: OwedMessage,
  owed: Extract<OwedMessage['owed'], { kind: 'notice' }>,
  snapshot: Snapshot,
): Promise<Outcome> => {
  const view = noticeView(owed.notice, snapshot)
  if (owed.to !== 'thread') {
    const posted =
      (await tools.messengers[platformOf(owed.to)]?.post(owed.to, view, {
        key: message.key,
        again: message.tries > 0,
      })) ?? notConnected
    return outcomeOf(posted, message.tries)
  }
  const owner = tools.owners.find((one) => one.team === snapshot.record.value.owner)
  const places = await tools.outbox.places(message)
  const all = places.map(async ({ place: thread }) => {
    const { platform, conversation } = thread
    const to: Destination = { kind: 'channel', platform, id: conversation }
    const said = withMentions(view, owed.notice, owner, { platform, known: tools.warnings.settings })
    const how = { key: `${message.key}:${conversation}`, thread, again: message.tries > 0 }
    return outcomeOf((await tools.messengers[platform]?.post(to, said, how)) ?? notConnected, message.tries)
  })
  return worstOf(await Promise.all(all))
}

const send = async (tools: ChatTools, message: OwedMessage): Promise<Outcome> => {
  const { owed } = message
  if (owed.kind === 'warning') return deliverWarning(tools, message)
  const snapshot = await tools.records.load(message)
  if (snapshot === undefined) return { kind: 'dropped', why: 'the record is gone' }
  if (owed.kind === 'board') return board(tools, message, snapshot)
  if (owed.kind === 'page') return pageTrouble(tools, message, snapshot.record.value)
  return owed.kind === 'place' ? place(tools, message, owed.to, snapshot) : notice(tools, message, owed, snapshot)
}

/** Sends one owed message and settles it: rendered from the record as it stands now. */
export const deliver = async (tools: ChatTools, message: OwedMessage): Promise<void> => {
  const outcome = await send(tools, message)
  if (outcome.kind === 'ok') return tools.outbox.delivered(message)
  if (outcome.kind === 'later') return tools.outbox.later(message, outcome.afterMs)
  const { account, id } = message
  tools.log.warn('a message could not be delivered', { account, id, key: message.key, why: outcome.why })
  await tools.audit.append([
    {
      what: 'message.failed',
      actor: { kind: 'bot' },
      account,
      record: id,
      facts: { key: message.key, why: outcome.why },
    },
  ])
  await tools.outbox.dropped(message, outcome.why)
}
