import type { DeliveryResult } from '../../../src/sandbox/slack/deliver/delivery.ts'
import type { SeenMessage } from '../../../src/sandbox/slack/driver/driver.ts'
import type { Delivery } from '../../../src/sandbox/teams/deliver/deliver.ts'
import type { SeenCard } from '../../../src/sandbox/teams/driver/driver.ts'
import type { TeamsSandbox } from '../../../src/sandbox/teams/teams-sandbox.ts'
import type { Someone } from './someone.ts'
import { untilSaved } from './until-saved.ts'

const patienceMs = 20_000

/** A card in the shape that the stories read: its text, and its buttons by their actions. */
const asMessage = ({ id, conversation, byBot, text, verbs, onlyYou, edits, thread }: SeenCard): SeenMessage => ({
  ts: id,
  channel: conversation,
  author: byBot ? 'bot' : 'person',
  text,
  blocks: [{ type: 'actions', elements: verbs.map((verb) => ({ type: 'button', action_id: verb })) }],
  ...(thread === undefined ? {} : { threadTs: thread }),
  ephemeral: onlyYou,
  edits,
})

const asResult = ({ id, status, ms, text }: Delivery): DeliveryResult => ({
  deliveryId: id,
  status,
  ms,
  body: text,
  outcome: status === 200 ? 'ok' : 'refused',
})

const stateOf = ({ conversation, id, edits, text }: SeenCard): string => `${conversation}/${id}/${edits}/${text}`

const isForm = ({ verbs }: SeenCard): boolean => verbs.some((verb) => verb.startsWith('form:'))

/** One person in Teams, who does the same as one in Slack. */
export const teamsSomeone = ({ driver }: TeamsSandbox, user: string, conversation: string): Someone => {
  const look = (where: string): readonly SeenCard[] => driver.messages({ conversation: where, user })
  const here = () => look(conversation)
  const own = () => [...here(), ...look(driver.personal(user))]
  const onceAnswered = async <Result>(act: () => Promise<Result>): Promise<readonly [Result, SeenMessage]> => {
    const before = new Set(own().map(stateOf))
    const result = await act()
    const isNew = (card: SeenCard): boolean => card.onlyYou && !before.has(stateOf(card))
    return [result, asMessage(await driver.waitFor(() => own().find(isNew), patienceMs))]
  }
  const nextAnswer = <Result>(act: () => Promise<Result>) => untilSaved(() => onceAnswered(act))
  const press: Someone['presses'] = async (message, action, options = {}) => {
    return asResult(await driver.presses({ user, message: message.ts, verb: action, stale: options.stale === true }))
  }
  const sends = async (line: string) => asResult(await driver.types({ user, conversation, text: line }))
  const types = async (line: string) => (await nextAnswer(() => sends(line)))[1]
  const find = async (all: () => readonly SeenCard[], pattern: RegExp, ms: number): Promise<SeenMessage> =>
    asMessage(await driver.waitFor(() => [...all()].reverse().find(({ text }) => pattern.test(text)), ms))
  const submit = (form: SeenCard, values: Parameters<Someone['submits']>[0]): Promise<unknown> => {
    const fields = Object.entries(values).map(([id, value]) => [
      `field.${id}`,
      typeof value === 'string' ? value : value.join(','),
    ])
    const verb = form.verbs.find((one) => one.startsWith('form:')) ?? ''
    return driver.presses({ user, message: form.id, verb, values: Object.fromEntries(fields) })
  }
  return {
    user,
    channel: conversation,
    types,
    sends,
    asks: async (line) => (await types(line)).text,
    clicks: async (message, action, options) => (await nextAnswer(() => press(message, action, options)))[1].text,
    presses: press,
    submits: async (values) => {
      const form = await driver.waitFor(() => own().findLast(isForm), patienceMs)
      return (await nextAnswer(() => submit(form, values)))[1].text
    },
    reads: (pattern, ms = patienceMs) => find(here, pattern, ms),
    isTold: (pattern, ms = patienceMs) => find(() => look(driver.personal(user)), pattern, ms),
    sees: (ts) => {
      const card = own().find(({ id }) => id === ts)
      if (card === undefined) throw new Error(`${user} sees no message ${ts}`)
      return asMessage(card)
    },
    all: () => here().map(asMessage),
    answers: () => own().filter(({ onlyYou }) => onlyYou).length,
    opensHome: () => Promise.reject(new Error('Teams has no App Home')),
  }
}
