import type { SeenMessage, SlackDriver } from '../../sandbox/slack/driver/driver.ts'

/** One of the sample people, doing what people do: type, read, click. */
export interface Actor {
  readonly name: string
  type(text: string): Promise<void>
  /** Waits for a message with this button, in the channel or to this person alone. */
  sees(action: string): Promise<SeenMessage>
  clicks(action: string): Promise<void>
  reads(pattern: RegExp, ms?: number): Promise<SeenMessage>
}

const channel = 'C0MARKETING'
const patienceMs = 60_000

interface Element {
  readonly action_id?: string
}

const elementsOf = (message: SeenMessage): readonly Element[] =>
  message.blocks.flatMap((block) => (Array.isArray(block['elements']) ? (block['elements'] as readonly Element[]) : []))

const actionIdIn = (message: SeenMessage, action: string): string | undefined =>
  elementsOf(message)
    .map((element) => element.action_id)
    .find((id) => id?.replace(/#\d+$/, '') === action)

const textOf = (message: SeenMessage): string => `${message.text}\n${JSON.stringify(message.blocks)}`

/** Plays one person in #marketing, and tells what they do on `say`. */
export const actorOf = (driver: SlackDriver, user: string, name: string, say: (line: string) => void): Actor => {
  const find = (action: string): SeenMessage | undefined =>
    [...driver.messages({ channel, user })].reverse().find((message) => actionIdIn(message, action) !== undefined)
  const sees = (action: string) => driver.waitFor(() => find(action), patienceMs)
  return {
    name,
    type: async (text) => {
      say(`${name} types  /edgekv ${text}`)
      const result = await driver.command({ user, channel, text })
      if (result.status !== 200) throw new Error(`the bot answered ${result.status} to /edgekv ${text}`)
    },
    sees,
    clicks: async (action) => {
      const message = await sees(action)
      say(`${name} clicks  ${action}`)
      await driver.click({ user, channel, ts: message.ts, actionId: actionIdIn(message, action) ?? action })
    },
    reads: (pattern, ms = patienceMs) =>
      driver.waitFor(
        () => [...driver.messages({ channel, user })].reverse().find((message) => pattern.test(textOf(message))),
        ms,
      ),
  }
}
