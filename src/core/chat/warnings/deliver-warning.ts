import { createHash } from 'node:crypto'
import type { Destination } from '../../people/destination.ts'
import type { WarningPlace } from '../../ports/ledger.ts'
import type { Posted } from '../../ports/messenger.ts'
import type { OwedMessage } from '../../request/owed.ts'
import { channelOf, pageName } from '../../warning/destination-name.ts'
import { type Entry, entryKey, isOver } from '../../warning/entry.ts'
import { messageEntries } from '../../warning/message-entries.ts'
import { destinationOfMessage } from '../../warning/message-id.ts'
import type { ChatTools } from '../chat-tools.ts'
import { notConnected, type Outcome, worstOf } from '../outcome.ts'
import type { View } from '../views/view.ts'
import { deliverPage } from './deliver-page.ts'
import { markTold } from './mark-told.ts'
import { mayTell } from './may-tell.ts'
import { messageView } from './message-view.ts'
import { outcomeForever, type PostedAnywhere, postAnywhere } from './post-anywhere.ts'

type Channel = Extract<Destination, { kind: 'channel' }>

interface Telling {
  readonly tools: ChatTools
  readonly message: OwedMessage
  readonly name: string
  readonly to: Channel
  readonly now: number
}

const hashOf = (view: View): string => createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 16)

/** One telling of one entry; told again it is another. */
const markOf = (entry: Entry): string =>
  createHash('sha256')
    .update(`${entryKey(entry)}|${entry.repeat}`)
    .digest('hex')
    .slice(0, 12)

const okOr = (posted: Posted, { message }: Telling): Outcome => outcomeForever(posted, message.tries)

const placeOf = (
  { now }: Telling,
  place: WarningPlace['place'],
  { view, preface }: Omit<PostedAnywhere, 'posted'>,
  due: readonly Entry[],
): WarningPlace => ({
  place,
  rendered: hashOf(view),
  at: now,
  carried: due.map(markOf),
  ...(preface === undefined ? {} : { preface }),
})

/** The message's first post: what it shows is written down with its place before it counts as told. */
const post = async (telling: Telling, entries: readonly Entry[], due: readonly Entry[]): Promise<Outcome> => {
  const { tools, message, name, to, now } = telling
  const options = { key: message.key, again: message.tries > 0 }
  const sent = await postAnywhere(tools, to, (preface) => messageView(tools, entries, now, preface), options)
  const { posted } = sent
  if (posted.kind !== 'ok') return okOr(posted, telling)
  await tools.warnings.ledger.savePlace(name, placeOf(telling, posted.place, sent, due))
  if (due.length > 0) await markTold(tools, due, name)
  return { kind: 'ok' }
}

const placeChannel = ({ place }: Pick<WarningPlace, 'place'>): Channel => ({
  kind: 'channel',
  platform: place.platform,
  id: place.conversation,
})

const standInstead = async (
  { tools, name }: Telling,
  root: WarningPlace | undefined,
  at: WarningPlace,
  due: readonly Entry[],
): Promise<void> => {
  const above = due.find((entry) => entry.how === 'again')?.message ?? name
  const { ledger } = tools.warnings
  // It stands somewhere at any time: the auditor looks while this runs.
  await ledger.savePlace(above, at)
  if (root !== undefined) await ledger.removePlace(above, root)
}

/** Tells more in the thread of a message that stands; where that is gone, in the channel. */
const answer = async (telling: Telling, root: WarningPlace | undefined, due: readonly Entry[]): Promise<Outcome> => {
  const { tools, message, name, to, now } = telling
  const key = `${message.key}:${due.map(markOf).join('').slice(0, 60)}`
  const preface = due.some(({ repeat }) => repeat > 0) ? 'Still so.' : 'Since then:'
  const again = message.tries > 0
  const view = await messageView(tools, due, now, preface)
  const inThread =
    root === undefined
      ? undefined
      : ((await tools.messengers[root.place.platform]?.post(placeChannel(root), view, {
          key,
          thread: root.place,
          again,
        })) ?? notConnected)
  const isThere = inThread !== undefined && inThread.kind !== 'gone' && inThread.kind !== 'refused'
  const sent: PostedAnywhere = isThere
    ? { posted: inThread, view }
    : await postAnywhere(tools, to, (moved) => messageView(tools, due, now, moved ?? preface), { key, again })
  const { posted } = sent
  if (posted.kind !== 'ok') return okOr(posted, telling)
  // Where there is no message to answer to, this one takes its place.
  if (!isThere) await standInstead(telling, root, placeOf(telling, posted.place, sent, due), due)
  await markTold(tools, due, name)
  return { kind: 'ok' }
}

/** Brings one place up to date. A message that is gone is posted anew while something in it still stands. */
const refresh = async (telling: Telling, at: WarningPlace, entries: readonly Entry[]): Promise<Outcome> => {
  const { tools, name, now } = telling
  const { ledger } = tools.warnings
  const view = await messageView(tools, entries, now, at.preface)
  const rendered = hashOf(view)
  if (at.rendered === rendered) return { kind: 'ok' }
  const posted = (await tools.messengers[at.place.platform]?.update(at.place, view)) ?? notConnected
  if (posted.kind === 'ok') await ledger.savePlace(name, { ...at, rendered })
  if (posted.kind !== 'gone') return okOr(posted, telling)
  const anew = { ...telling, message: { ...telling.message, key: `${telling.message.key}:moved:${at.place.message}` } }
  const moved: Outcome = entries.every(isOver) ? { kind: 'ok' } : await post(anew, entries, [])
  // Not before: the auditor looks while this runs, and what stands nowhere is told again.
  if (moved.kind === 'ok') await ledger.removePlace(name, at)
  return moved
}

const bringUpToDate = async (telling: Telling, places: readonly WarningPlace[], entries: readonly Entry[]) =>
  worstOf(await Promise.all(places.map((at) => refresh(telling, at, entries))))

const deliverToChannel = async (telling: Telling): Promise<Outcome> => {
  const { tools, name, now } = telling
  const { ledger, settings } = tools.warnings
  const held = await Promise.all(tools.accounts.map((account) => ledger.load(account)))
  const ledgers = held.map((one) => one.ledger)
  const { standing, due: owed } = messageEntries(ledgers, name, now, settings.digestAt)
  const due = await mayTell(tools, owed)
  const root = due.find((entry) => entry.how === 'again')?.message
  if (root !== undefined) return answer(telling, (await ledger.places(root))[0], due)
  const places = await ledger.places(name)
  const [first] = places
  if (first === undefined) return due.length === 0 ? { kind: 'ok' } : post(telling, [...standing, ...due], due)
  const [carried, late] = [true, false].map((was) =>
    due.filter((entry) => first.carried.includes(markOf(entry)) === was),
  )
  if (carried !== undefined && carried.length > 0) await markTold(tools, carried, name)
  const told = late === undefined || late.length === 0 ? { kind: 'ok' as const } : await answer(telling, first, late)
  return worstOf([told, await bringUpToDate(telling, places, [...standing, ...due])])
}

/** Sends one owed message about warnings: rendered from the ledger as it stands now. Never given up. */
export const deliverWarning = async (tools: ChatTools, message: OwedMessage): Promise<Outcome> => {
  const destination = destinationOfMessage(message.id)
  if (destination === pageName) return deliverPage(tools, message)
  const to = channelOf(destination)
  if (to === undefined) return { kind: 'dropped', why: 'that is no channel' }
  return deliverToChannel({ tools, message, name: message.id, to, now: tools.clock.now() })
}
