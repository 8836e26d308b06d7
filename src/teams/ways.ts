import type { Place } from '../core/people/destination.ts'
import type { Conversations } from '../core/ports/conversations.ts'
import type { Posted } from '../core/ports/messenger.ts'
import type { Connector } from './connector.ts'
import { rootOf } from './incoming.ts'
import { postedOf } from './posted-of.ts'

export interface WayDeps {
  readonly connector: Connector
  readonly conversations: Conversations
  readonly appId: string
  readonly tenantId: string
}

/** Where a message goes: the connector's address, and the conversation there. */
export interface Way {
  readonly serviceUrl: string
  readonly conversation: string
}

const microsofts = 'https://smba.trafficmanager.net/teams'

export const pathTo = (conversation: string, message?: string): string =>
  `/${encodeURIComponent(conversation)}/activities${message === undefined ? '' : `/${encodeURIComponent(message)}`}`

export const placeIn =
  (conversation: string) =>
  (id: string): Place => ({ platform: 'teams', conversation: rootOf(conversation), message: id })

/** How to reach conversations and people: as last heard of them, and a personal chat is made where there was none. */
export const createWays = ({ connector, conversations, appId, tenantId }: WayDeps) => {
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
export type Ways = ReturnType<typeof createWays>
