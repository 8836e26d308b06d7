import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../../slack/json.ts'
import type { TeamsConversation } from '../world/conversations.ts'
import { botAccount, identity } from '../world/identity.ts'
import type { TeamsPerson } from '../world/people.ts'

export interface Scene {
  readonly serviceUrl: string
  readonly person: TeamsPerson
  readonly conversation: TeamsConversation
  /** The first message of the thread. */
  readonly thread?: string
}

const base = ({ serviceUrl, person, conversation, thread }: Scene): JsonObject => {
  const { id, kind } = conversation
  const team = kind === 'channel' ? { team: { id: '19:general@thread.tacv2' }, channel: { id } } : {}
  return {
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl,
    timestamp: new Date().toISOString(),
    from: { id: person.account, name: person.name, aadObjectId: person.id },
    recipient: { id: botAccount, name: identity.botName },
    conversation: {
      id: thread === undefined ? id : `${id};messageid=${thread}`,
      conversationType: kind,
      tenantId: identity.tenantId,
      ...(kind === 'personal' ? {} : { isGroup: true }),
    },
    channelData: { tenant: { id: identity.tenantId }, ...team },
  }
}

const mention = `<at>${identity.botName}</at>`

/** A typed line. In groups the bot is mentioned, as clients do it; `slash`: typed as a command, which only the bot sees. */
export const lineActivity = (scene: Scene, line: string, slash: boolean): JsonObject => {
  const activity = base(scene)
  const text = `${mention}&nbsp;${line.replace(/&/g, '&amp;').replace(/</g, '&lt;')}`
  const entities = [{ type: 'mention', text: mention, mentioned: { id: botAccount, name: identity.botName } }]
  if (slash) return { ...activity, type: 'message', text: line, recipient: { id: botAccount, isTargeted: true } }
  return scene.conversation.kind === 'personal'
    ? { ...activity, type: 'message', text: line }
    : { ...activity, type: 'message', text, textFormat: 'xml', entities }
}

/** A pressed button, or a card that refreshes itself. */
export const executeActivity = (
  scene: Scene,
  message: string,
  {
    verb,
    data,
    trigger,
  }: { readonly verb: string; readonly data: JsonObject; readonly trigger: 'manual' | 'automatic' },
): JsonObject => ({
  ...base(scene),
  type: 'invoke',
  name: 'adaptiveCard/action',
  replyToId: message,
  value: { action: { type: 'Action.Execute', verb, data }, trigger },
})

/** The same button in a client that knows no Action.Execute. */
export const submitActivity = (scene: Scene, message: string, data: JsonObject): JsonObject => ({
  ...base(scene),
  type: 'message',
  replyToId: message,
  value: data,
})

export const installActivity = (scene: Scene, action: 'add' | 'remove'): JsonObject => ({
  ...base(scene),
  type: 'installationUpdate',
  action,
})
