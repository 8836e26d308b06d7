import type { Destination } from '../people/destination.ts'
import type { Person } from '../people/person.ts'
import type { ReplyHandle } from '../ports/messenger.ts'
import type { ChatTools } from './chat-tools.ts'
import type { Sender } from './inbound.ts'
import type { Form, View } from './views/view.ts'

/** One thing that a known person does. */
export interface Call {
  readonly tools: ChatTools
  readonly person: Person
  readonly sender: Sender
  readonly in?: Destination
  readonly reply: ReplyHandle
}

/** What comes back, to the one who did it alone. `replaces`: takes the place of the message that was clicked. */
export type Answer =
  | { readonly kind: 'view'; readonly view: View; readonly replaces?: boolean }
  | { readonly kind: 'form'; readonly form: Form }
  /** The form that is open, as it is to look now; drawn once its turn has come, unless something newer was typed. */
  | { readonly kind: 'form-now'; readonly draw: () => Promise<Form | undefined> }
  /** The record's own message already shows it. */
  | { readonly kind: 'silent' }

export const show = (view: View): Answer => ({ kind: 'view', view })
export const replace = (view: View): Answer => ({ kind: 'view', view, replaces: true })
