import type { Sender } from '../core/chat/inbound.ts'
import { type Incoming, rootOf } from './incoming.ts'
import type { Roster } from './roster.ts'
import { within } from './within.ts'

const patienceMs = 2_500

/** Whether the sender is a full member here. `unknown`: Teams did not say in time, and then nothing is taken from them. */
export type Standing =
  | { readonly kind: 'full'; readonly email?: string }
  | { readonly kind: 'guest' }
  | { readonly kind: 'unknown' }

/** Asks Teams about the sender: the delivery itself does not tell guests from full members, nor anybody's address. */
export const standingOf = async (roster: Roster, activity: Incoming, withEmail: boolean): Promise<Standing> => {
  const { serviceUrl = '', conversation, from } = activity
  const asked = roster(serviceUrl, rootOf(conversation?.id ?? ''), from?.aadObjectId ?? '')
  const member = await within(patienceMs, asked).catch(() => undefined)
  if (member === undefined) return { kind: 'unknown' }
  if (member === 'absent' || member.isGuest) return { kind: 'guest' }
  return { kind: 'full', ...(withEmail && member.email !== undefined ? { email: member.email } : {}) }
}

/** The sender with what Teams says of them. */
export const asKnown = (sender: Sender, known: Standing): Sender => {
  if (known.kind !== 'full') return { ...sender, guest: true }
  return known.email === undefined ? sender : { ...sender, email: known.email }
}
