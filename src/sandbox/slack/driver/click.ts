import type { DeliveryResult } from '../deliver/delivery.ts'
import { type Link, send } from '../deliver/link.ts'
import { makeDelivery } from '../deliver/make-delivery.ts'
import { type JsonObject, objectsOf, stringOf } from '../json.ts'
import { describeMessage, describeView } from '../world/describe.ts'
import type { Content, Message } from '../world/message.ts'
import { findMessage } from '../world/messages.ts'
import { newTs, type World } from '../world/world.ts'
import type { ClickArgs } from './driver.ts'
import { elementState } from './element-state.ts'
import { type FoundElement, findElement } from './find-element.ts'
import { formState } from './form-state.ts'
import { newHook, newTrigger } from './new-trigger.ts'
import { slackbotSays } from './slackbot-says.ts'
import { channelNameFor, interactionBase, somebody, who } from './who.ts'

const actionOf = (world: World, { blockId, element }: FoundElement, args: ClickArgs): JsonObject => {
  const { type, action_id, text, value, style, confirm } = element
  const base = { action_id, block_id: blockId, action_ts: newTs(world), ...(confirm === undefined ? {} : { confirm }) }
  if (type === 'button')
    return { type, ...base, text, ...(value === undefined ? {} : { value }), ...(style ? { style } : {}) }
  return { ...base, ...elementState(element, args.selected ?? args.value) }
}

const seenMessage = (world: World, args: ClickArgs): Message => {
  const message = findMessage(world, args.channel ?? '', args.ts ?? '')
  const hidden = message?.visibleTo !== undefined && message.visibleTo !== args.user
  if (message === undefined || hidden) throw new Error(`${args.user} sees no message ${args.ts} in ${args.channel}`)
  return message
}

const find = (contents: readonly Content[], args: ClickArgs): { found: FoundElement; content: Content } => {
  for (const content of contents) {
    const found = findElement(content.blocks, args)
    if (found !== undefined) return { found, content }
  }
  throw new Error(`no element ${args.actionId} to click`)
}

const inMessage = (world: World, args: ClickArgs): { payload: JsonObject; answerTo: Message } => {
  const { person, channel } = who(world, args.user, args.channel ?? '')
  const message = seenMessage(world, args)
  const earlier = args.stale === true ? message.earlier.toReversed() : []
  const { found, content } = find([message, ...earlier], args)
  const ephemeral = message.visibleTo !== undefined
  const { threadTs, ts: originalTs } = message
  const thread = threadTs === undefined ? {} : { threadTs }
  const { url } = newHook(world, { person: person.id, channel: channel.id, originalTs, ...thread })
  const container = { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: ephemeral }
  const payload = {
    type: 'block_actions',
    ...interactionBase(world, person),
    container: { ...container, ...(threadTs === undefined ? {} : { thread_ts: threadTs }) },
    trigger_id: newTrigger(world, person.id),
    channel: { id: channel.id, name: channelNameFor(channel) },
    ...(ephemeral ? {} : { message: describeMessage(world, { ...message, ...content }, true) }),
    state: { values: formState(content.blocks, args.values) },
    response_url: url,
    actions: [actionOf(world, found, args)],
  }
  return { payload, answerTo: message }
}

const inView = (world: World, args: ClickArgs): JsonObject => {
  const person = somebody(world, args.user)
  const view = world.state.views.get(args.viewId ?? '')
  if (view === undefined || view.person !== person.id) throw new Error(`${args.user} has no view ${args.viewId}`)
  const blocks = objectsOf(view.content['blocks'])
  const { found } = find([{ text: '', blocks }], args)
  return {
    type: 'block_actions',
    ...interactionBase(world, person),
    container: { type: 'view', view_id: view.id },
    trigger_id: newTrigger(world, person.id, view.id),
    view: describeView(world, view, formState(blocks, args.values)),
    actions: [actionOf(world, found, args)],
  }
}

/** Uses a button, menu or box of a message, a modal or an App Home. */
export const click = async (world: World, link: Link, args: ClickArgs): Promise<DeliveryResult> => {
  if (args.viewId !== undefined) return send(world, link, makeDelivery('interactive', inView(world, args), args))
  const { payload, answerTo } = inMessage(world, args)
  const result = await send(world, link, makeDelivery('interactive', payload, args))
  const name = stringOf(objectsOf(payload['actions'])[0]?.['action_id']) ?? 'The action'
  slackbotSays(world, { person: args.user, channel: answerTo.channel }, name, result.outcome)
  return result
}
