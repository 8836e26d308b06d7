import type { DeliveryResult, Tampering } from '../deliver/delivery.ts'
import type { Json, JsonObject } from '../json.ts'
import type { View } from '../world/view.ts'

/** What somebody put into a form: per block id (or action id) a text, an option's value, or several. */
export type Values = Readonly<Record<string, string | readonly string[]>>

export interface CommandArgs extends Tampering {
  readonly user: string
  readonly channel: string
  readonly text: string
  readonly command?: string
}

export interface ClickArgs extends Tampering {
  readonly user: string
  /** Where the element is: in a message, or in a modal or App Home. */
  readonly channel?: string
  readonly ts?: string
  readonly viewId?: string
  readonly actionId: string
  /** Needed where one action id is in several blocks; a button's value tells them apart as well. */
  readonly blockId?: string
  readonly value?: string
  /** The chosen option's value, the date, the person …; several for boxes. */
  readonly selected?: string | readonly string[]
  readonly values?: Values
  /** Enter was pressed in a text; else a character was typed or taken away. */
  readonly enter?: boolean
  /** Takes the element from an earlier state of the message, as a client does that has not seen the edit. */
  readonly stale?: boolean
}

export interface SubmitArgs extends Tampering {
  readonly user: string
  readonly viewId: string
  readonly values?: Values
}

export interface SubmitResult extends Omit<DeliveryResult, 'outcome'> {
  /** `incomplete`: Slack itself asks for what is missing, and nothing was delivered. */
  readonly outcome: DeliveryResult['outcome'] | 'incomplete' | 'bad answer'
  /** What is wrong with which block; the modal stays open. */
  readonly errors: Readonly<Record<string, string>>
}

/** A message as somebody sees it. */
export interface SeenMessage {
  readonly ts: string
  readonly channel: string
  readonly author: string
  readonly text: string
  readonly blocks: readonly JsonObject[]
  readonly threadTs?: string
  readonly metadata?: JsonObject
  /** Only the reader sees it. */
  readonly ephemeral: boolean
  readonly edits: number
}

/**
 * Plays the people of the workspace. What people cannot do in Slack (click what they do not see, type where they are not)
 * throws; what the app answers is a value.
 */
export interface SlackDriver {
  readonly command: (args: CommandArgs) => Promise<DeliveryResult>
  readonly click: (args: ClickArgs) => Promise<DeliveryResult>
  readonly submitView: (args: SubmitArgs) => Promise<SubmitResult>
  readonly closeView: (args: { readonly user: string; readonly viewId: string }) => Promise<DeliveryResult | undefined>
  readonly openHome: (args: { readonly user: string }) => Promise<DeliveryResult>
  /** Any other event; the fields around it are added. */
  readonly event: (event: JsonObject, tampering?: Tampering) => Promise<DeliveryResult>
  /** A person writes into a channel, a thread or a conversation; told to the app where it is a member. */
  readonly say: (args: {
    readonly user: string
    readonly channel: string
    readonly text: string
    readonly threadTs?: string
  }) => Promise<SeenMessage>
  /** Sends a delivery again, with the same bytes, timestamp and signature. */
  readonly replay: (deliveryId: string) => Promise<DeliveryResult>
  /** Oldest first, replies in threads included; without `user` what everybody sees. */
  readonly messages: (args: { readonly channel: string; readonly user?: string }) => readonly SeenMessage[]
  readonly thread: (channel: string, ts: string, user?: string) => readonly SeenMessage[]
  /** Somebody's open modals, the topmost last, then their App Home. */
  readonly views: (user: string) => readonly View[]
  /** The channel of the conversation between a person and the bot, opened when there is none. */
  readonly directMessage: (user: string) => string
  /** The first value that is neither undefined nor false, looked for after every change; rejects after `ms`. */
  readonly waitFor: <T extends Json | object>(look: () => T | undefined, ms?: number) => Promise<T>
}
