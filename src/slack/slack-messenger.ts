import type { FetchFunction, WebClient } from '@slack/web-api'
import type { View } from '../core/chat/views/view.ts'
import type { Destination, Place } from '../core/people/destination.ts'
import type { Drafts } from '../core/ports/drafts.ts'
import type { Log } from '../core/ports/log.ts'
import type { Messenger, Posted, ReplyHandle } from '../core/ports/messenger.ts'
import { type AnswerTools, answerAsker } from './answer-asker.ts'
import { canSee } from './can-see.ts'
import { createDirectChannels } from './direct-channel.ts'
import { openModal } from './open-modal.ts'
import { createBudget, createPace } from './pace.ts'
import { postMessage } from './post-message.ts'
import { postedOfFailure } from './posted-of-failure.ts'
import { createRefreshModal } from './refresh-modal.ts'
import { renderView } from './render-view.ts'
import { replyData } from './reply-data.ts'
import { slackFailure } from './slack-failure.ts'
import { wait } from './wait.ts'

export interface SlackMessengerDeps {
  readonly client: WebClient
  readonly log: Log
  readonly drafts: Drafts
  /** For response URLs; default the platform's. */
  readonly fetch?: FetchFunction
  /** The API the client speaks to, when it is not Slack's own. */
  readonly apiUrl?: string
  /** Between two edits of one message; default three seconds. */
  readonly everyEditMs?: number
}

/** Slack's own figures: a message a second to a channel; edits are tier 3, 50 a minute for the whole workspace. */
const everyPostMs = 1_000
const slacksEveryEditMs = 3_000
const editBurst = 10
/** 40 a minute at Slack's own pace. */
const editsPerMinute = (everyEditMs: number): number => 120_000 / everyEditMs
/** A post waits for its turn here if that is soon; else it is owed until then. */
const postPatienceMs = 1_200

const foreign: Posted = { kind: 'refused', why: 'That is not a place in Slack.' }

const safely = async (kind: 'post' | 'edit', work: () => Promise<Posted>): Promise<Posted> => {
  try {
    return await work()
  } catch (error) {
    return postedOfFailure(slackFailure(error), kind)
  }
}

const createPost = (
  { client, log }: SlackMessengerDeps,
  channelOf: (to: Destination) => Promise<string>,
  update: Messenger['update'],
) => {
  const pace = createPace(everyPostMs, postPatienceMs)
  return async (to: Destination, view: View, options: Parameters<Messenger['post']>[2]): Promise<Posted> => {
    const channel = await channelOf(to)
    const turn = pace.take(channel)
    if (!turn.mine) return { kind: 'later', afterMs: turn.waitMs }
    await wait(turn.waitMs)
    const thread = options.thread === undefined ? {} : { thread: options.thread.message }
    const bringUpToDate = (place: Place): Promise<Posted> => safely('edit', () => update(place, view))
    const letter = { channel, message: renderView(view), key: options.key, ...thread, bringUpToDate }
    return postMessage(client, log, letter, options.again === true)
  }
}

const createUpdate = ({ client, everyEditMs = slacksEveryEditMs }: SlackMessengerDeps) => {
  const pace = createPace(everyEditMs, 0)
  const budget = createBudget(editBurst, editsPerMinute(everyEditMs))
  return async (place: Place, view: View): Promise<Posted> => {
    const turn = pace.take(`${place.conversation}:${place.message}`)
    if (!turn.mine) return { kind: 'later', afterMs: turn.waitMs }
    const waitMs = budget.take()
    if (waitMs > 0) return { kind: 'later', afterMs: Math.max(waitMs, everyEditMs) }
    await client.chat.update({ channel: place.conversation, ts: place.message, ...renderView(view) })
    return { kind: 'ok', place }
  }
}

const isSlack = (to: Destination): boolean => (to.kind === 'channel' ? to.platform : to.identity.platform) === 'slack'

/**
 * Slack, outbound. A post waits up to about a second for its channel's turn; an edit that comes sooner than three
 * seconds after the last one is `later`, so that what is shown then is the newest state.
 */
export const createSlackMessenger = (deps: SlackMessengerDeps): Messenger => {
  const directChannel = createDirectChannels(deps.client)
  const channelOf = async (to: Destination) => (to.kind === 'channel' ? to.id : directChannel(to.identity.user))
  const update = createUpdate(deps)
  const post = createPost(deps, channelOf, update)
  const tools: AnswerTools = { client: deps.client, fetch: deps.fetch ?? fetch, apiUrl: deps.apiUrl, directChannel }
  const answer = async (reply: ReplyHandle, view: View, replace: boolean): Promise<Posted> => {
    const data = replyData(reply)
    return data === undefined ? foreign : answerAsker(tools, data, view, replace)
  }
  return {
    platform: 'slack',
    post: async (to, view, options) => (isSlack(to) ? safely('post', () => post(to, view, options)) : foreign),
    update: async (place, view) => (place.platform === 'slack' ? safely('edit', () => update(place, view)) : foreign),
    answer: (reply, view, options) => answer(reply, view, options?.replace === true),
    openForm: async (reply, form) => openModal(deps.client, reply, form, (view) => answer(reply, view, false)),
    refreshForm: createRefreshModal(deps),
    canSee: async (to, user) =>
      to.kind === 'direct' ? to.identity.user === user : isSlack(to) ? canSee(deps.client, to.id, user) : undefined,
  }
}
