import { type FoundElement, findElement } from '../blocks/find-element.ts'
import type { DeliveryResult } from '../deliver/delivery.ts'
import { type Link, send } from '../deliver/link.ts'
import { makeDelivery } from '../deliver/make-delivery.ts'
import { type JsonObject, objectsOf, stringOf } from '../json.ts'
import { describeMessage, describeView } from '../world/describe.ts'
import type { Content, Message } from '../world/message.ts'
import { findMessage } from '../world/messages.ts'
import type { View } from '../world/view.ts'
import { fillView } from '../world/views.ts'
import { newTs, type World } from '../world/world.ts'
import type { ClickArgs } from './driver.ts'
import { elementState } from './element-state.ts'
import { formState, typedIn } from './form-state.ts'
import { newHook, newTrigger } from './new-trigger.ts'
import { slackbotSays } from './slackbot-says.ts'
import { topModal } from './submit-view.ts'
import { channelNameFor, interactionBase, somebody, who } from './who.ts'
import { whyUntold } from './why-untold.ts'

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
    state: { values: formState(content.blocks, typedIn(content.blocks, args.values ?? {})) },
    response_url: url,
    actions: [actionOf(world, found, args)],
  }
  return { payload, answerTo: message }
}

const usedView = (world: World, { user, viewId = '' }: ClickArgs): View => {
  const view = world.state.views.get(viewId)
  if (view === undefined || view.person !== user) throw new Error(`${user} has no view ${viewId}`)
  return view.kind === 'modal' ? topModal(world, user, viewId) : view
}

const inView = (world: World, args: ClickArgs): JsonObject => {
  const person = somebody(world, args.user)
  const shown = usedView(world, args)
  const blocks = objectsOf(shown.content['blocks'])
  const { found } = find([{ text: '', blocks }], args)
  const untold = whyUntold(blocks, found, args.enter === true)
  if (untold !== undefined) throw new Error(untold)
  const own = args.selected ?? args.value
  const used = own === undefined || found.element['type'] === 'button' ? {} : { [found.blockId]: own }
  const view = fillView(world, shown, typedIn(blocks, { ...args.values, ...used }))
  return {
    type: 'block_actions',
    ...interactionBase(world, person),
    container: { type: 'view', view_id: view.id },
    trigger_id: newTrigger(world, person.id, view.id),
    view: describeView(world, view, formState(blocks, view.typed)),
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
