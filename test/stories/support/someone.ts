import type { DeliveryResult, Tampering } from '../../../src/sandbox/slack/deliver/delivery.ts'
import type { SeenMessage, SubmitResult } from '../../../src/sandbox/slack/driver/driver.ts'
import type { SlackSandbox } from '../../../src/sandbox/slack/slack-sandbox.ts'
import { buttonsOf, textOf } from './texts.ts'
import { cannotSave, mostTries, untilSaved, untilShown } from './until-saved.ts'

/** One person in one channel: types, reads what only they or everybody sees, and clicks. */
export interface Someone {
  readonly user: string
  readonly channel: string
  /** Types a line and gives what the bot answered them alone. */
  types(line: string): Promise<SeenMessage>
  /** The same as text. */
  asks(line: string): Promise<string>
  /** Types, and waits for no answer. */
  sends(line: string, tampering?: Tampering): Promise<DeliveryResult>
  /** Presses a button of a message and gives what the bot answered. */
  clicks(message: SeenMessage, action: string, options?: { readonly stale?: boolean }): Promise<string>
  /** Presses, and waits for no answer. */
  presses(message: SeenMessage, action: string, options?: { readonly stale?: boolean }): Promise<DeliveryResult>
  /** Fills in the form that is open and sends it; gives what the bot answered. */
  submits(values: Readonly<Record<string, string | readonly string[]>>): Promise<string>
  /** Waits for a message in the channel. */
  reads(pattern: RegExp, ms?: number): Promise<SeenMessage>
  /** Waits for a direct message of the bot. */
  isTold(pattern: RegExp, ms?: number): Promise<SeenMessage>
  /** Waits for a message of the channel whose buttons are these, and gives it as it is now. */
  sees(ts: string): SeenMessage
  /** Everything in the channel that this person sees. */
  all(): readonly SeenMessage[]
  /** How many answers this person alone has seen. */
  answers(): number
  /** Opens App Home and gives it as text when it has come. */
  opensHome(): Promise<string>
}

const patienceMs = 15_000

/** Sends the modal that is open, and gives what stands at its fields where it is not taken. */
export const fillIn = async (
  { driver }: SlackSandbox,
  user: string,
  values: Readonly<Record<string, string | readonly string[]>>,
): Promise<SubmitResult> => {
  const view = await driver.waitFor(() => driver.views(user).find((one) => one.content['type'] === 'modal'), patienceMs)
  for (let tries = 1; ; tries += 1) {
    const sent = await driver.submitView({ user, viewId: view.id, values })
    if (tries === mostTries || !Object.values(sent.errors).some((text) => cannotSave.test(text))) return sent
  }
}

export const someoneIn = (slack: SlackSandbox, user: string, channel: string): Someone => {
  const { driver } = slack
  const here = () => driver.messages({ channel, user })
  const own = () => [...here(), ...driver.messages({ channel: driver.directMessage(user), user })]
  const state = (message: SeenMessage): string => `${message.channel}/${message.ts}/${message.edits}/${message.text}`
  const isAnswer = (message: SeenMessage) => message.ephemeral
  const onceAnswered = async <Result>(act: () => Promise<Result>): Promise<readonly [Result, SeenMessage]> => {
    const before = new Set(own().map(state))
    const result = await act()
    const answer = await driver.waitFor(
      () => own().find((message) => isAnswer(message) && !before.has(state(message))),
      patienceMs,
    )
    return [result, answer]
  }
  const nextAnswer = <Result>(act: () => Promise<Result>) => untilSaved(() => onceAnswered(act))
  const idOf = (message: SeenMessage, action: string): string => {
    const found = buttonsOf(message).find((id) => id.replace(/#\d+$/, '') === action)
    if (found === undefined) throw new Error(`no button ${action} in: ${textOf(message)}`)
    return found
  }
  const press = (message: SeenMessage, action: string, options: { readonly stale?: boolean } = {}) =>
    driver.click({
      user,
      channel: message.channel,
      ts: message.ts,
      actionId: options.stale === true ? action : idOf(message, action),
      ...options,
    })
  const types = async (line: string): Promise<SeenMessage> =>
    (await nextAnswer(() => driver.command({ user, channel, text: line })))[1]
  const find = (all: () => readonly SeenMessage[], pattern: RegExp, ms: number) =>
    driver.waitFor(() => [...all()].reverse().find((message) => pattern.test(textOf(message))), ms)
  return {
    user,
    channel,
    types,
    asks: async (line) => textOf(await types(line)),
    sends: (line, tampering = {}) => driver.command({ user, channel, text: line, ...tampering }),
    clicks: async (message, action, options) => textOf((await nextAnswer(() => press(message, action, options)))[1]),
    presses: press,
    submits: async (values) => textOf((await nextAnswer(() => fillIn(slack, user, values)))[1]),
    reads: (pattern, ms = patienceMs) => find(here, pattern, ms),
    isTold: (pattern, ms = patienceMs) =>
      find(() => driver.messages({ channel: driver.directMessage(user), user }), pattern, ms),
    sees: (ts) => {
      const message = own().find((one) => one.ts === ts)
      if (message === undefined) throw new Error(`${user} sees no message ${ts}`)
      return message
    },
    all: here,
    answers: () => own().filter(isAnswer).length,
    opensHome: async () => {
      const homeNow = () => driver.views(user).find((view) => view.content['type'] === 'home')
      const before = homeNow()?.hash
      const anew = () => {
        const now = homeNow()
        return now !== undefined && now.hash !== before ? now : undefined
      }
      const shown = () => driver.waitFor(anew, patienceMs / 3)
      return JSON.stringify((await untilShown(() => driver.openHome({ user }), shown)).content)
    },
  }
}
