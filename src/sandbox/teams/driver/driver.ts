import type { JsonObject } from '../../slack/json.ts'
import type { Delivery, Post } from '../deliver/deliver.ts'

/** A message as somebody sees it. */
export interface SeenCard {
  readonly id: string
  readonly conversation: string
  readonly thread?: string
  /** Only the reader sees it. */
  readonly onlyYou: boolean
  readonly edits: number
  readonly byBot: boolean
  /** Everything that a reader sees, without markup. */
  readonly text: string
  readonly summary: string
  /** The verbs of the buttons, in their order. */
  readonly verbs: readonly string[]
  readonly card?: JsonObject
}

export interface TypeArgs {
  readonly user: string
  readonly conversation: string
  readonly text: string
  /** As a slash command. */
  readonly slash?: boolean
  /** Answers in this thread; else in a channel the line begins one. */
  readonly thread?: string
}

export interface PressArgs {
  readonly user: string
  readonly message: string
  readonly verb: string
  /** What was put into the card's inputs, by their ids. */
  readonly values?: Readonly<Record<string, string>>
  /** A client that knows no Action.Execute. */
  readonly old?: boolean
  /** Takes the button from an earlier state of the message, as a client does that has not seen the edit. */
  readonly stale?: boolean
  /** The card to press, whatever the message shows. */
  readonly card?: JsonObject
}

/**
 * Plays people in Teams; `user` is an Entra object id. What they cannot do (press what they do not see) throws; what the
 * bot answers is a value.
 */
export interface TeamsDriver {
  readonly types: (args: TypeArgs) => Promise<Delivery>
  readonly presses: (args: PressArgs) => Promise<Delivery>
  /** Sends what a client sends for a pressed action; for the page, whose renderer has gathered the inputs. */
  readonly executes: (args: {
    readonly user: string
    readonly message: string
    readonly verb: string
    readonly data: JsonObject
  }) => Promise<Delivery>
  /** This person's client shows the message, and asks for it anew where the card says so; undefined when it does not. */
  readonly looks: (user: string, message: string) => Promise<Delivery | undefined>
  readonly installs: (user: string, conversation: string) => Promise<Delivery>
  readonly uninstalls: (user: string, conversation: string) => Promise<Delivery>
  /** Any activity, as it is. */
  readonly delivers: Post
  /** The same activity and token once more. */
  readonly replay: (id: string) => Promise<Delivery>
  /** Oldest first; without `user` what everybody sees. */
  readonly messages: (args: { readonly conversation: string; readonly user?: string }) => readonly SeenCard[]
  readonly personal: (user: string) => string
  /** The first value that is neither undefined nor false, looked for after every change; rejects after `ms`. */
  readonly waitFor: <T>(look: () => T | undefined, ms?: number) => Promise<T>
}
