export const verbs = [
  'help',
  'list',
  'show',
  'where',
  'create',
  'rotate',
  'refresh',
  'migrate',
  'revoke',
  'plan',
  'status',
  'approve',
  'deny',
  'retry',
  'abandon',
  'withdraw',
  'source',
  'adopt',
  'subscribe',
  'unsubscribe',
  'subscriptions',
  'ack',
  'snooze',
  'advise',
  'audit',
  'break-glass',
  'download',
  'start',
] as const
export type Verb = (typeof verbs)[number]

export type OptionValue = string | true | readonly string[] | Readonly<Record<string, readonly string[]>>

/**
 * A chat line understood. The object of the verb stands under what it names; options under their long names:
 * `staging: "allow"`, `ewids: ["1234"]`, `namespace: {marketing: ["r"]}`, `expiry: "2021-12-31"`, flags `true`.
 * `plan` and `break-glass` carry the verb they are about in `of`.
 */
export interface Command {
  readonly verb: Verb
  readonly of?: Verb
  readonly account?: string
  readonly token?: string
  readonly request?: string
  readonly rotation?: string
  readonly pattern?: string
  readonly topic?: string
  readonly options: Readonly<Record<string, OptionValue>>
  /** The line as understood, to be shown and run again. Never holds a token value. */
  readonly line: string
}

/** What is wrong with a line: the word, one sentence, and the asker's own line corrected where it can be. */
export interface LineProblem {
  readonly word: string
  readonly message: string
  readonly corrected?: string
  /** A token value was in the line: nothing of it is kept. */
  readonly secret?: true
}

export type Parsed =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly problem: LineProblem }
