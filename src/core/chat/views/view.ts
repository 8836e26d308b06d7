import type { ChatIdentity } from '../../people/person.ts'

/**
 * One run of text. Adapters escape it for their platform; times are shown in the reader's own zone and UTC. `notify`: the
 * person is to be notified, where naming somebody does not do that by itself.
 */
export type Span =
  | string
  | { readonly bold: string }
  | { readonly code: string }
  | { readonly time: number }
  | { readonly person: ChatIdentity; readonly name: string; readonly notify?: true }
  | { readonly channel: string }
  | { readonly group: string; readonly name: string }
  | { readonly link: string; readonly text: string }
export type Rich = readonly Span[]

/** Status words carry an icon and a word; never colour alone. */
export type Icon = 'done' | 'running' | 'waiting' | 'problem' | 'stopped' | 'info' | 'warning'

/** A button. `value` is an opaque id; whoever clicks is checked again. */
export interface Button {
  readonly action: string
  readonly value: string
  readonly label: string
  readonly style?: 'primary' | 'danger'
  /** Asks again before it acts. */
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string; readonly no: string }
}

/** One field of a form. */
export interface Field {
  readonly id: string
  readonly label: string
  readonly kind: 'text' | 'multiline' | 'choice' | 'choices'
  readonly optional?: boolean
  readonly hint?: string
  readonly placeholder?: string
  readonly initial?: string | readonly string[]
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  readonly maxLength?: number
  /** The bot is told of it while the form is still open, where the platform does that. */
  readonly told?: true
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: Rich }
  | { readonly kind: 'facts'; readonly facts: readonly { readonly label: string; readonly value: Rich }[] }
  | { readonly kind: 'steps'; readonly steps: readonly { readonly icon: Icon; readonly text: Rich }[] }
  | { readonly kind: 'snippet'; readonly text: string }
  | { readonly kind: 'note'; readonly text: Rich }
  | { readonly kind: 'divider' }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly kind: 'field'; readonly field: Field }

/** The living message of a record. `readers`: people who may see it otherwise than everybody, by what they may do. */
export interface Live {
  /** Of the record: `acme/R42`. */
  readonly ref: string
  readonly readers: readonly ChatIdentity[]
}

/** A message for any platform. `summary` is a full sentence: who, what, token, account, network, until when. */
export interface View {
  readonly summary: string
  readonly blocks: readonly Block[]
  /** A platform whose clients can ask for their own view of it lets them (`ownBoard`). */
  readonly live?: Live
}

/** A form opened by a click or a command. `ref` comes back with the answers; at most 2,000 characters. */
export interface Form {
  readonly form: string
  readonly ref: string
  readonly title: string
  readonly submit: string
  /** The label of a button that has it looked through, where nothing is told while it is filled in. */
  readonly check?: string
  readonly blocks: readonly Block[]
}
