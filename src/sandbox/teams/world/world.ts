import type { JsonObject } from '../../slack/json.ts'
import { sampleConversations, type TeamsConversation } from './conversations.ts'
import type { TeamsEffect } from './effect.ts'
import { samplePeople, type TeamsPerson } from './people.ts'

/** One message as it stands. */
export interface TeamsMessage {
  readonly id: string
  /** The channel or chat, without the thread. */
  readonly conversation: string
  /** The message that the thread began with; absent in chats and for a thread's own first message. */
  readonly thread?: string
  /** An Entra object id; absent: the bot. */
  readonly author?: string
  /** The account that alone sees it. */
  readonly only?: string
  readonly edits: number
  readonly at: number
  /** The activity as the bot sent it; of a person only its text. */
  readonly body: JsonObject
  /** What it said before, the oldest first. */
  readonly earlier: readonly JsonObject[]
}

/** What goes wrong with the next call: a status before the effect, or after it with the answer lost. */
export interface Fault {
  readonly status: number
  readonly afterEffect?: boolean
  /** Only calls with this method; any by default. */
  readonly method?: string
}

export interface TeamsWorld {
  readonly people: Map<string, TeamsPerson>
  readonly conversations: Map<string, TeamsConversation>
  /** Oldest first. */
  readonly messages: Map<string, TeamsMessage>
  /** What a refresh showed to one account, by message and account, until the message is edited. */
  readonly ownViews: Map<string, JsonObject>
  readonly faults: Fault[]
  /** Members of Entra groups, by group. */
  readonly groups: Map<string, readonly string[]>
  readonly listeners: Set<() => void>
  /** What passed between the bot and this tenant, oldest first. */
  readonly effects: TeamsEffect[]
  /** When calls were made in a conversation, on wall time. */
  readonly sent: Map<string, readonly number[]>
  readonly now: () => number
  /** Whether the app has been given Graph's permissions. */
  groupsReadable: boolean
  /** Whether Teams' own rates are enforced. */
  limits: boolean
  /** Calls of the connector so far. */
  calls: number
  /** Of them, those that were too many. */
  refusedForRate: number
  made: number
}

export const createTeamsWorld = (now: () => number): TeamsWorld => ({
  people: new Map(Object.values(samplePeople).map((person) => [person.id, person])),
  conversations: new Map(sampleConversations.map((one) => [one.id, one])),
  messages: new Map(),
  ownViews: new Map(),
  faults: [],
  groups: new Map(),
  listeners: new Set(),
  effects: [],
  sent: new Map(),
  now,
  groupsReadable: true,
  limits: true,
  calls: 0,
  refusedForRate: 0,
  made: 0,
})

export const changed = ({ listeners }: TeamsWorld): void => {
  for (const listener of listeners) listener()
}

const keepEffects = 20_000

/** Writes one line of the log of effects. */
export const record = ({ effects }: TeamsWorld, effect: TeamsEffect): void => {
  effects.push(effect)
  if (effects.length > keepEffects) effects.shift()
}

/** Puts a message into the world and gives its id, which like Teams' own is a time in milliseconds. */
export const addMessage = (
  world: TeamsWorld,
  message: Pick<TeamsMessage, 'conversation' | 'thread' | 'author' | 'only' | 'body'>,
): string => {
  world.made += 1
  const id = String(1_700_000_000_000 + world.made)
  world.messages.set(id, { ...message, id, edits: 0, at: world.now(), earlier: [] })
  changed(world)
  return id
}

export const viewKey = (message: string, account: string): string => `${message} ${account}`

export const personByAccount = (world: TeamsWorld, account: string): TeamsPerson | undefined =>
  [...world.people.values()].find((person) => person.account === account)
