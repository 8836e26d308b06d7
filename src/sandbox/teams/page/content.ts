import type { JsonObject } from '../../slack/json.ts'
import { cardFor, refreshedFor } from '../driver/cards.ts'
import type { TeamsConversation } from '../world/conversations.ts'
import { identity } from '../world/identity.ts'
import type { TeamsPerson } from '../world/people.ts'
import type { TeamsMessage, TeamsWorld } from '../world/world.ts'

interface ShownMessage {
  readonly id: string
  readonly thread?: string
  readonly author: string
  readonly byBot: boolean
  readonly at: number
  readonly onlyYou: boolean
  readonly edits: number
  readonly text?: string
  readonly card?: JsonObject
  /** This person's client asks for the card anew. */
  readonly looks: boolean
}

/** Everything that changes on the page, for one person in one conversation. */
export interface Content {
  readonly person: string
  readonly timeZone: string
  readonly conversation: string
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly conversations: readonly { readonly id: string; readonly name: string; readonly kind: string }[]
  readonly messages: readonly ShownMessage[]
}

const shown = (world: TeamsWorld, { account }: TeamsPerson, message: TeamsMessage): ShownMessage => {
  const { id, thread, author, at, only, edits, body } = message
  const card = cardFor(world, message, account)
  const shared = cardFor(world, message)
  return {
    id,
    ...(thread === undefined ? {} : { thread }),
    author: author === undefined ? identity.botName : (world.people.get(author)?.name ?? author),
    byBot: author === undefined,
    at,
    onlyYou: only !== undefined,
    edits,
    ...(card === undefined ? { text: String(body['text'] ?? '') } : { card }),
    looks: shared !== undefined && refreshedFor(shared).includes(account),
  }
}

const nameOf = ({ kind, name }: TeamsConversation): string => (kind === 'personal' ? 'EdgeKV (chat)' : name)

/** Draws the page for somebody; who or what is not there gives way to the first. Undefined when nobody is there. */
export const contentOf = (world: TeamsWorld, wanted: URLSearchParams): Content | undefined => {
  const people = [...world.people.values()]
  const person = people.find(({ id }) => id === wanted.get('user')) ?? people[0]
  if (person === undefined) return undefined
  const own = [...world.conversations.values()].filter(({ members }) => members.includes(person.id))
  const here = own.find(({ id }) => id === wanted.get('conversation')) ?? own[0]
  return {
    person: person.id,
    timeZone: person.timeZone,
    conversation: here?.id ?? '',
    people: people.map(({ id, name, tenantId }) => ({
      id,
      name: tenantId === identity.tenantId ? name : `${name} (guest)`,
    })),
    conversations: own.map((one) => ({ id: one.id, kind: one.kind, name: nameOf(one) })),
    messages: [...world.messages.values()]
      .filter(({ conversation, only }) => conversation === here?.id && (only === undefined || only === person.account))
      .map((message) => shown(world, person, message)),
  }
}
