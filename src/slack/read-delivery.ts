import { parseLine } from '../core/chat/grammar/parse-line.ts'
import type { Inbound, Sender } from '../core/chat/inbound.ts'
import type { Destination, Place } from '../core/people/destination.ts'
import {
  type ClickPayload,
  type CommandPayload,
  type HomePayload,
  memoryPayload,
  type SubmissionPayload,
} from './payloads.ts'
import { readAnswers } from './read-answers.ts'
import { actionOf } from './render-buttons.ts'
import { checkAction, formAction } from './render-form.ts'
import { type ReplyData, replyHandle } from './reply-data.ts'
import type { Claim } from './senders.ts'

/** One delivery read: who claims to have sent it, and what it means once the sender is known. */
export interface Reading {
  readonly claim: Claim
  readonly reply: ReplyData
  readonly inbound: (sender: Sender) => Inbound
}

const given = <K extends string>(key: K, value: string | null | undefined): Partial<Record<K, string>> =>
  value === null || value === undefined || value === '' ? {} : ({ [key]: value } as Record<K, string>)

const channelIn = (id: string | null | undefined): { in?: Destination } =>
  id === null || id === undefined ? {} : { in: { kind: 'channel', platform: 'slack', id } }

const claimOf = ({ user, team, enterprise }: ClickPayload | SubmissionPayload): Claim => ({
  user: user.id,
  teams: [user.team_id, team?.id].filter((id) => id !== null && id !== undefined),
  ...given('organisation', enterprise?.id),
})

/** A typed line. The text itself goes no further than the grammar. */
export const readCommand = (body: CommandPayload): Reading => {
  const parsed = parseLine(body.text)
  const reply: ReplyData = {
    user: body.user_id,
    team: body.team_id,
    channel: body.channel_id,
    ...given('responseUrl', body.response_url),
    ...given('triggerId', body.trigger_id),
  }
  const claim = { user: body.user_id, teams: [body.team_id], ...given('organisation', body.enterprise_id) }
  const inbound = (sender: Sender): Inbound => ({
    kind: 'command',
    parsed,
    sender,
    reply: replyHandle(reply),
    ...channelIn(body.channel_id),
  })
  return { claim, reply, inbound }
}

const messageOf = ({ container }: ClickPayload): { message?: Place } => {
  const { channel_id: conversation, message_ts: message } = container
  if (!conversation || !message || container.is_ephemeral === true) return {}
  return { message: { platform: 'slack', conversation, message } }
}

/** A pressed button; undefined for other elements, which do nothing by themselves. */
export const readClick = (body: ClickPayload): Reading | undefined => {
  const pressed = body.actions.find(({ type }) => type === 'button')
  if (pressed === undefined) return undefined
  const channel = body.channel?.id ?? body.container.channel_id
  const claim = claimOf(body)
  const reply: ReplyData = {
    user: body.user.id,
    team: body.team?.id ?? body.user.team_id ?? '',
    ...given('channel', channel),
    ...given('responseUrl', body.response_url),
    ...given('triggerId', body.trigger_id),
    ...(body.view?.type === 'home' ? { home: 'yes' } : {}),
  }
  const action = actionOf(pressed.action_id)
  const value = pressed.value ?? ''
  const from = (sender: Sender) => ({ sender, reply: replyHandle(reply), ...channelIn(channel) })
  const inbound = (sender: Sender): Inbound =>
    action.startsWith(formAction) || action.startsWith(checkAction)
      ? {
          ...from(sender),
          kind: 'form',
          form: action.slice(action.indexOf(':') + 1),
          ref: value,
          values: readAnswers(body.state?.values ?? {}),
          ...(action.startsWith(checkAction) ? { check: true } : {}),
        }
      : {
          ...from(sender),
          kind: 'click',
          action,
          value,
          ...messageOf(body),
          ...(reply.home === 'yes' ? { atHome: true } : {}),
        }
  return { claim, reply, inbound }
}

const memoryOf = (text: string) => {
  try {
    return memoryPayload.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Something was put in to an open form of ours; undefined for anything else. */
export const readTyping = (body: ClickPayload): Reading | undefined => {
  const { view, actions } = body
  const memory = view?.type === 'modal' ? memoryOf(view.private_metadata ?? '') : undefined
  if (memory === undefined || !view?.id) return undefined
  const reply: ReplyData = {
    user: body.user.id,
    team: body.team?.id ?? body.user.team_id ?? '',
    view: view.id,
    ...given('channel', memory.channel),
    ...given('hash', view.hash),
    ...given('at', actions[0]?.action_ts),
  }
  const inbound = (sender: Sender): Inbound => ({
    kind: 'typed',
    form: view.callback_id ?? '',
    ref: memory.ref,
    values: readAnswers(view.state?.values ?? {}),
    sender,
    reply: replyHandle(reply),
    ...channelIn(memory.channel),
  })
  return { claim: claimOf(body), reply, inbound }
}

/** A submitted modal; undefined when it is not one of ours. */
export const readSubmission = (body: SubmissionPayload): Reading | undefined => {
  const memory = memoryOf(body.view.private_metadata)
  if (memory === undefined) return undefined
  const reply: ReplyData = {
    user: body.user.id,
    team: body.team?.id ?? body.user.team_id ?? '',
    ...given('channel', memory.channel),
    ...given('triggerId', body.trigger_id),
  }
  const inbound = (sender: Sender): Inbound => ({
    kind: 'form',
    form: body.view.callback_id,
    ref: memory.ref,
    values: readAnswers(body.view.state.values),
    sender,
    reply: replyHandle(reply),
    ...channelIn(memory.channel),
  })
  return { claim: claimOf(body), reply, inbound }
}

/** App Home was opened: who asks to see their page. */
export const readHome = (body: HomePayload): Reading | undefined => {
  if (body.event.tab !== 'home') return undefined
  const { user } = body.event
  const reply: ReplyData = { user, team: body.team_id, home: 'yes' }
  const claim = { user, teams: [body.team_id], ...given('organisation', body.enterprise_id) }
  const inbound = (sender: Sender): Inbound => ({ kind: 'home', sender, reply: replyHandle(reply) })
  return { claim, reply, inbound }
}
