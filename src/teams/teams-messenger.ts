import type { View } from '../core/chat/views/view.ts'
import type { Destination, Place } from '../core/people/destination.ts'
import type { Conversations } from '../core/ports/conversations.ts'
import type { Log } from '../core/ports/log.ts'
import type { Messenger, Posted, ReplyHandle } from '../core/ports/messenger.ts'
import type { Connector } from './connector.ts'
import { rootOf } from './incoming.ts'
import { postedOf } from './posted-of.ts'
import type { Json } from './render-buttons.ts'
import { formAsView, renderView } from './render-view.ts'
import { type ReplyData, replyData } from './reply-data.ts'

export interface TeamsMessengerDeps {
  readonly connector: Connector
  readonly conversations: Conversations
  readonly appId: string
  readonly tenantId: string
  readonly log: Log
}

/** Where a message goes: the connector's address, and the conversation there. */
interface Way {
  readonly serviceUrl: string
  readonly conversation: string
}

const foreign: Posted = { kind: 'refused', why: 'That is not a place in Teams.' }
const microsofts = 'https://smba.trafficmanager.net/teams'
const again = { type: 'TextBlock', wrap: true, isSubtle: true, text: 'Sent again: an earlier try may have arrived.' }

const pathTo = (conversation: string, message?: string): string =>
  `/${encodeURIComponent(conversation)}/activities${message === undefined ? '' : `/${encodeURIComponent(message)}`}`

const placeIn =
  (conversation: string) =>
  (id: string): Place => ({ platform: 'teams', conversation: rootOf(conversation), message: id })

const marked = (view: View): View => ({
  ...view,
  blocks: [...view.blocks, { kind: 'note', text: [again.text] }],
})

const createWays = ({ connector, conversations, appId, tenantId }: TeamsMessengerDeps) => {
  const serviceUrlOf = async (id: string): Promise<string> =>
    (await conversations.load(rootOf(id)))?.serviceUrl ?? (await conversations.latest()) ?? microsofts
  const direct = async (user: string): Promise<Way | Posted> => {
    const known = await conversations.personal(user)
    if (known !== undefined) return { serviceUrl: known.serviceUrl, conversation: known.id }
    const serviceUrl = (await conversations.latest()) ?? microsofts
    const body = {
      isGroup: false,
      bot: { id: `28:${appId}` },
      members: [{ id: user }],
      tenantId,
      channelData: { tenant: { id: tenantId } },
    }
    // Asking twice gives the same personal chat, so a lost answer does no harm.
    const made = await connector({ serviceUrl, method: 'POST', path: '', body })
    if (made.kind !== 'ok' || made.id === undefined) return postedOf(made, placeIn(user), 'edit')
    await conversations.save({ id: made.id, serviceUrl, person: user })
    return { serviceUrl, conversation: made.id }
  }
  return { serviceUrlOf, direct }
}

const isThreaded = (conversation: string): boolean => /@thread\.(?:tacv2|skype)$/.test(conversation)

const createPost = (deps: TeamsMessengerDeps) => {
  const { serviceUrlOf, direct } = createWays(deps)
  const wayOf = async (to: Destination): Promise<Way | Posted> =>
    to.kind === 'channel' ? { conversation: to.id, serviceUrl: await serviceUrlOf(to.id) } : direct(to.identity.user)
  const send = async ({ serviceUrl, conversation }: Way, message: Json): Promise<Posted> =>
    postedOf(
      await deps.connector({ serviceUrl, method: 'POST', path: pathTo(conversation), body: message }),
      placeIn(conversation),
      'post',
    )
  const post = async (to: Destination, view: View, options: Parameters<Messenger['post']>[2]): Promise<Posted> => {
    const way = await wayOf(to)
    if ('kind' in way) return way
    const { thread } = options
    const inThread = thread !== undefined && isThreaded(rootOf(way.conversation))
    const conversation = inThread ? `${rootOf(way.conversation)};messageid=${thread.message}` : rootOf(way.conversation)
    return send({ ...way, conversation }, renderView(options.again === true ? marked(view) : view))
  }
  return { post, send, direct, serviceUrlOf }
}

/** "Only you", where the client knows such messages; a personal chat has no need of it. */
const targeted = async (deps: TeamsMessengerDeps, data: ReplyData, view: View): Promise<Posted> => {
  const body = { ...renderView(view), recipient: { id: data.account, isTargeted: true } }
  const path = `${pathTo(data.conversation)}?isTargetedActivity=true`
  const answer = await deps.connector({ serviceUrl: data.serviceUrl, method: 'POST', path, body })
  return postedOf(answer, placeIn(data.conversation), 'post')
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

/** Teams, outbound: posts in a thread or as its root, edits for everybody, answers to one person alone. */
export const createTeamsMessenger = (deps: TeamsMessengerDeps): Messenger => {
  const { post, send, direct, serviceUrlOf } = createPost(deps)
  const edit = async ({ conversation, message }: Place, view: View): Promise<Posted> => {
    const body = { ...renderView(view), id: message }
    const serviceUrl = await serviceUrlOf(conversation)
    const answer = await deps.connector({ serviceUrl, method: 'PUT', path: pathTo(conversation, message), body })
    return postedOf(answer, () => ({ platform: 'teams', conversation, message }), 'edit')
  }
  const answer = async (reply: ReplyHandle, view: View): Promise<Posted> => {
    const data = replyData(reply)
    if (data === undefined) return foreign
    if (data.personal) return send(data, renderView(view))
    const shown = await targeted(deps, data, view)
    if (shown.kind !== 'gone' && shown.kind !== 'refused') return shown
    const way = await direct(data.user)
    return 'kind' in way ? way : send(way, renderView(view))
  }
  return {
    platform: 'teams',
    post: async (to, view, options) =>
      isTeams(to) ? safely(deps.log, 'post', () => post(to, view, options)) : foreign,
    update: async (place, view) =>
      place.platform === 'teams' ? safely(deps.log, 'edit', () => edit(place, view)) : foreign,
    answer: (reply, view) => safely(deps.log, 'post', () => answer(reply, view)),
    openForm: (reply, form) => safely(deps.log, 'post', () => answer(reply, formAsView(form))),
    canSee: async (to, user) => (to.kind === 'direct' ? to.identity.user === user : undefined),
  }
}
