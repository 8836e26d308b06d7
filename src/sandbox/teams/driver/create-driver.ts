import { waitFor } from '../../slack/driver/wait-for.ts'
import { type Json, type JsonObject, objectOf } from '../../slack/json.ts'
import { executeActivity, installActivity, lineActivity, type Scene, submitActivity } from '../deliver/activities.ts'
import type { createDeliveries, Delivery } from '../deliver/deliver.ts'
import { personalOf } from '../world/conversations.ts'
import { addMessage, changed, type TeamsMessage, type TeamsWorld, viewKey } from '../world/world.ts'
import { cardFor, earlierCards, inputsOf, pressable, refreshedFor, textOfCard, verbsOf } from './cards.ts'
import type { PressArgs, TeamsDriver, TypeArgs } from './driver.ts'
import { seenCards } from './seen-cards.ts'

const cardType = 'application/vnd.microsoft.card.adaptive'

/** The client shows a card that came back in the place of the message, to this person alone. */
const showAnswer = (world: TeamsWorld, message: string, account: string, body: Json | undefined): void => {
  const { type, value } = objectOf(body)
  if (type !== cardType) return
  world.ownViews.set(viewKey(message, account), objectOf(value))
  changed(world)
}

/** What the inputs hold. Throws where the client itself would ask for what is missing. */
const filled = (card: JsonObject, values: Readonly<Record<string, string>>): JsonObject => {
  const inputs = inputsOf(card).map((input) => ({ ...input, value: values[input.id] ?? input.value }))
  const missing = inputs.find(({ isRequired, value }) => isRequired && value === '')
  if (missing !== undefined) throw new Error(`the client asks for ${missing.id}`)
  return Object.fromEntries(inputs.map(({ id, value }) => [id, value]))
}

const scenes = (world: TeamsWorld, serviceUrl: () => string) => {
  const sceneOf = (user: string, conversation: string, thread?: string): Scene => {
    const person = world.people.get(user)
    const known = world.conversations.get(conversation)
    if (person === undefined || known?.members.includes(user) !== true) throw new Error(`${user} is not there`)
    return { serviceUrl: serviceUrl(), person, conversation: known, ...(thread === undefined ? {} : { thread }) }
  }
  const messageFor = (user: string, id: string): { readonly message: TeamsMessage; readonly scene: Scene } => {
    const message = world.messages.get(id)
    const scene = message === undefined ? undefined : sceneOf(user, message.conversation, message.thread)
    if (message === undefined || scene === undefined) throw new Error(`there is no message ${id}`)
    if (message.only !== undefined && message.only !== scene.person.account) throw new Error(`${user} does not see it`)
    return { message, scene }
  }
  return { sceneOf, messageFor }
}

type Deliveries = ReturnType<typeof createDeliveries>

const createPresses = (world: TeamsWorld, { post }: Deliveries, { messageFor }: ReturnType<typeof scenes>) => {
  const executes: TeamsDriver['executes'] = async ({ user, message: id, verb, data }) => {
    const { scene } = messageFor(user, id)
    const delivery = await post(executeActivity(scene, id, { verb, data, trigger: 'manual' }))
    showAnswer(world, id, scene.person.account, delivery.body)
    return delivery
  }
  const presses = async ({ user, message: id, verb, values = {}, old, ...args }: PressArgs): Promise<Delivery> => {
    const { message, scene } = messageFor(user, id)
    const shown = args.card ?? cardFor(world, message, scene.person.account) ?? {}
    const hasIt = (one: JsonObject): boolean => verbsOf(one).includes(verb)
    const card = args.stale === true ? (earlierCards(message).findLast(hasIt) ?? shown) : shown
    const action = pressable(card).find((one) => one['verb'] === verb)
    if (action === undefined) throw new Error(`there is no button ${verb} in: ${textOfCard(card)}`)
    const data = { ...objectOf(action['data']), ...filled(card, values) }
    return old === true ? post(submitActivity(scene, id, data)) : executes({ user, message: id, verb, data })
  }
  const looks: TeamsDriver['looks'] = async (user, id) => {
    const { message, scene } = messageFor(user, id)
    const card = cardFor(world, message) ?? {}
    if (!refreshedFor(card).includes(scene.person.account)) return undefined
    const { data, verb } = objectOf(objectOf(card['refresh'])['action'])
    const order = { verb: String(verb), data: objectOf(data), trigger: 'automatic' as const }
    const delivery = await post(executeActivity(scene, id, order))
    showAnswer(world, id, scene.person.account, delivery.body)
    return delivery
  }
  return { executes, presses, looks }
}

/** Plays people against the bot that is connected. */
export const createDriver = (world: TeamsWorld, deliveries: Deliveries, serviceUrl: () => string): TeamsDriver => {
  const places = scenes(world, serviceUrl)
  const types = async ({ user, conversation, text, slash = false, thread }: TypeArgs): Promise<Delivery> => {
    const { conversation: here } = places.sceneOf(user, conversation)
    const line = { conversation, author: user, body: { text }, ...(thread === undefined ? {} : { thread }) }
    const own = slash ? undefined : addMessage(world, line)
    const threadNow = here.kind === 'channel' ? (thread ?? own) : undefined
    return deliveries.post(lineActivity(places.sceneOf(user, conversation, threadNow), text, slash))
  }
  const install = (user: string, conversation: string, action: 'add' | 'remove'): Promise<Delivery> => {
    const scene = places.sceneOf(user, conversation)
    world.conversations.set(conversation, { ...scene.conversation, installed: action === 'add' })
    return deliveries.post(installActivity(scene, action))
  }
  return {
    types,
    ...createPresses(world, deliveries, places),
    installs: (user, conversation) => install(user, conversation, 'add'),
    uninstalls: (user, conversation) => install(user, conversation, 'remove'),
    delivers: deliveries.post,
    replay: deliveries.replay,
    messages: ({ conversation, user }) => seenCards(world, conversation, user),
    personal: personalOf,
    waitFor: (look, ms) => waitFor(world, look, ms),
  }
}
