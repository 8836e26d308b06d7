import { type Incoming, rootOf } from './incoming.ts'
import type { Roster } from './roster.ts'
import { within } from './within.ts'

const patienceMs = 2_500

/** Whether the sender is a full member here. `unknown`: Teams did not say in time, and then nothing is taken from them. */
export type Standing = 'full' | 'guest' | 'unknown'

/** Asks Teams about the sender: the delivery itself does not tell guests from full members. */
export const standingOf = async (roster: Roster, activity: Incoming): Promise<Standing> => {
  const { serviceUrl = '', conversation, from } = activity
  const asked = roster(serviceUrl, rootOf(conversation?.id ?? ''), from?.aadObjectId ?? '')
  const member = await within(patienceMs, asked).catch(() => undefined)
  if (member === undefined) return 'unknown'
  return member === 'absent' || member.isGuest ? 'guest' : 'full'
}
