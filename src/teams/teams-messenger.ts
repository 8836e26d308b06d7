import type { View } from '../core/chat/views/view.ts'
import type { Destination, Place } from '../core/people/destination.ts'
import type { Attempts } from '../core/ports/attempts.ts'
import type { Log } from '../core/ports/log.ts'
import type { Messenger, Posted, ReplyHandle } from '../core/ports/messenger.ts'
import { type AnswerTools, answerAsker } from './answer-asker.ts'
import { rootOf } from './incoming.ts'
import { mentionsIn, withoutMentions } from './mentions.ts'
import { createPaced, type Paced } from './paced.ts'
import { postOnce } from './post-once.ts'
import { postedOf } from './posted-of.ts'
import { refreshFor } from './refresh-for.ts'
import { type CardMessage, formAsView, messageOf, type Refresh, renderCard } from './render-view.ts'
import { replyData } from './reply-data.ts'
import type { Roster } from './roster.ts'
import { sendCard } from './send-card.ts'
import { createWays, pathTo, placeIn, type Way, type WayDeps } from './ways.ts'

export interface TeamsMessengerDeps extends WayDeps {
  readonly roster: Roster
  readonly attempts: Attempts
  readonly log: Log
  /** Our own rates; by default those of Teams. */
  readonly paced?: Paced
}

const foreign: Posted = { kind: 'refused', why: 'That is not a place in Teams.' }

/** A post waits for its turn here if that is soon; else it is owed until then. */
const postPatienceMs = 1_200
/** One message is edited so often at most; what is shown then is the newest state. */
const everyEditMs = 2_500
const mostEdited = 5_000

const isThreaded = (conversation: string): boolean => /@thread\.(?:tacv2|skype)$/.test(conversation)

interface Tools extends Omit<TeamsMessengerDeps, 'paced'>, AnswerTools {}

/** A view as a message, with `more` in it; `quiet`: the same without notifying anybody, where it does. */
const messagesOf = (
  view: View,
  refresh: Refresh | undefined,
  more: { readonly id?: string } = {},
): { readonly body: CardMessage; readonly quiet?: CardMessage } => {
  const bodyOf = (shown: View): CardMessage => ({
    ...messageOf(renderCard(shown, refresh === undefined ? {} : { refresh }), shown),
    ...more,
  })
  const body = bodyOf(view)
  return mentionsIn(view).length === 0 ? { body } : { body, quiet: bodyOf(withoutMentions(view)) }
}

const createPost = (tools: Tools, edit: Messenger['update']) => {
  const { paced, ways, attempts, roster, tenantId } = tools
  const wayOf = async (to: Destination): Promise<Way | Posted> =>
    to.kind === 'channel'
      ? { conversation: rootOf(to.id), serviceUrl: await ways.serviceUrlOf(to.id) }
      : ways.direct(to.identity.user)
  const send = async ({ serviceUrl, conversation }: Way, view: View, refresh: Refresh | undefined): Promise<Posted> => {
    const waitMs = await paced.take(conversation, postPatienceMs)
    if (waitMs > 0) return { kind: 'later', afterMs: waitMs }
    const { body, quiet } = messagesOf(view, refresh)
    const answer = await sendCard(tools, { serviceUrl, method: 'POST', path: pathTo(conversation), body }, quiet)
    return postedOf(answer, placeIn(conversation), 'post')
  }
  return async (to: Destination, view: View, options: Parameters<Messenger['post']>[2]): Promise<Posted> => {
    const way = await wayOf(to)
    if ('kind' in way) return way
    const { thread, key, again = false } = options
    const inThread = thread !== undefined && isThreaded(way.conversation)
    const conversation = inThread ? `${way.conversation};messageid=${thread.message}` : way.conversation
    const refresh = await refreshFor(roster, view, key, { ...way, tenantId })
    const letter = { key, view, again, conversation: way.conversation, isWatched: refresh !== undefined }
    return postOnce(attempts, {
      ...letter,
      send: (shown) => send({ ...way, conversation }, shown, refresh),
      bringUpToDate: (place) => edit(place, view),
    })
  }
}

const createEdit = (tools: Tools) => {
  const { paced, ways, roster, tenantId } = tools
  const edited = new Map<string, number>()
  const waitMs = (key: string): number => Math.max(0, (edited.get(key) ?? 0) + everyEditMs - Date.now())
  return async (place: Place, view: View): Promise<Posted> => {
    const { conversation, message } = place
    const key = `${conversation} ${message}`
    const soon = waitMs(key) || (await paced.take(conversation, postPatienceMs))
    if (soon > 0) return { kind: 'later', afterMs: soon }
    if (edited.size >= mostEdited) edited.clear()
    edited.set(key, Date.now())
    const serviceUrl = await ways.serviceUrlOf(conversation)
    // The key of the post is not known any more, and nobody looks for a message whose place is known.
    const refresh = await refreshFor(roster, view, '', { serviceUrl, conversation, tenantId })
    const { body, quiet } = messagesOf(view, refresh, { id: message })
    const call = { serviceUrl, method: 'PUT', path: pathTo(conversation, message), body } as const
    const answer = await sendCard(tools, call, quiet)
    return postedOf(answer, () => place, 'edit')
  }
}

const safely = async (log: Log, kind: 'post' | 'edit', work: () => Promise<Posted>): Promise<Posted> => {
  try {
    return await work()
  } catch (error) {
    log.warn('teams could not be reached', { kind, why: error instanceof Error ? error.message : 'unknown' })
    return { kind: 'later', afterMs: 10_000 }
  }
}

const isTeams = (to: Destination): boolean => (to.kind === 'channel' ? to.platform : to.identity.platform) === 'teams'

const createCanSee =
  ({ roster, ways }: Tools): Messenger['canSee'] =>
  async (to, user) => {
    if (to.kind === 'direct') return to.identity.user === user
    if (to.platform !== 'teams') return undefined
    const member = await roster(await ways.serviceUrlOf(to.id), to.id, user).catch(() => undefined)
    return member === undefined ? undefined : member !== 'absent'
  }

/** Teams, outbound: posts in a thread or as its root, edits for everybody, answers to one person alone. */
export const createTeamsMessenger = (deps: TeamsMessengerDeps): Messenger => {
  const tools: Tools = { ...deps, paced: deps.paced ?? createPaced(), ways: createWays(deps) }
  const edit = createEdit(tools)
  const post = createPost(tools, edit)
  const answer = async (reply: ReplyHandle, view: View, mayReplace: boolean): Promise<Posted> => {
    const data = replyData(reply)
    return data === undefined ? foreign : answerAsker(tools, data, view, mayReplace)
  }
  return {
    platform: 'teams',
    post: async (to, view, options) =>
      isTeams(to) ? safely(deps.log, 'post', () => post(to, view, options)) : foreign,
    update: async (place, view) =>
      place.platform === 'teams' ? safely(deps.log, 'edit', () => edit(place, view)) : foreign,
    answer: (reply, view, options) => safely(deps.log, 'post', () => answer(reply, view, options?.replace === true)),
    openForm: (reply, form) => safely(deps.log, 'post', () => answer(reply, formAsView(form), false)),
    // A card tells nothing while it is filled in; it has a button for that.
    refreshForm: async () => {},
    canSee: createCanSee(tools),
  }
}
