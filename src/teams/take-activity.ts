import type { Inbox } from '../core/ports/inbox.ts'
import type { Incoming } from './incoming.ts'
import { type Outcome, toast } from './outcome.ts'
import { readIncoming } from './read-incoming.ts'
import type { Standing } from './standing.ts'
import { within } from './within.ts'

const saveMs = 300
const cannotSave = "I can't save this now; nothing has happened. Please try again in a minute."
const cannotTell = 'Teams does not say just now who you are; nothing has happened. Please try again in a minute.'

/** Saves what somebody typed or pressed, so that it can be acknowledged. Text is without our own mention. */
export const takeActivity = async (
  inbox: Inbox,
  activity: Incoming,
  text: string,
  standing: () => Promise<Standing>,
): Promise<Outcome> => {
  const inbound = readIncoming(activity, text)
  if (inbound === undefined) return { status: 200 }
  const invoked = activity.type === 'invoke'
  if (activity.id === undefined) return { status: 400 }
  const known = await standing()
  if (known === 'unknown') return invoked ? toast(cannotTell) : { status: 503 }
  const sender = known === 'guest' ? { ...inbound.sender, guest: true } : inbound.sender
  const saving = inbox.save(`teams-${activity.id}`, { ...inbound, sender })
  const saved = await within(saveMs, saving).catch(() => undefined)
  if (saved?.kind === 'seen') return invoked ? toast('This was taken before.') : { status: 200 }
  if (saved?.kind === 'saved') return { ...(invoked ? toast('Working on it…') : { status: 200 }), release: saved.id }
  return invoked ? toast(cannotSave) : { status: 503 }
}
