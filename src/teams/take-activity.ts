import type { Inbound } from '../core/chat/inbound.ts'
import { sentenceView } from '../core/chat/views/words.ts'
import type { Inbox } from '../core/ports/inbox.ts'
import type { Messenger } from '../core/ports/messenger.ts'
import { deliveryOf, type Incoming } from './incoming.ts'
import { type Outcome, toast } from './outcome.ts'
import { readIncoming } from './read-incoming.ts'
import { sentences } from './sentences.ts'
import { asKnown, type Standing } from './standing.ts'
import { within } from './within.ts'

export interface TakeDeps {
  readonly inbox: Inbox
  readonly answer: Messenger['answer']
  /** Who sent it. */
  readonly standing: () => Promise<Standing>
  /** Told of a delivery that was not seen before. */
  readonly onNew: () => Promise<void>
}

const saveMs = 300
/** The one who typed may get a word, but Teams waits for us as well. */
const tellMs = 5_000

/** A line has no toast: a message says it, and where that cannot be sent either, the status. */
const refuseLine = async ({ answer }: TakeDeps, { reply }: Inbound): Promise<Outcome> => {
  const told = await within(tellMs, answer(reply, sentenceView(sentences.cannotSave))).catch(() => undefined)
  return { status: told?.kind === 'ok' ? 200 : 503 }
}

/** Of what is neither a line nor a click, such as an installation. */
const hear = async ({ inbox, onNew }: TakeDeps, activity: Incoming): Promise<Outcome> => {
  const isNew = await within(saveMs, inbox.see(deliveryOf(activity))).catch(() => undefined)
  if (isNew === true) await onNew()
  return { status: isNew === undefined ? 503 : 200 }
}

/** Saves what somebody typed or pressed, so that it can be acknowledged. Text is without our own mention. */
export const takeActivity = async (deps: TakeDeps, activity: Incoming, text: string): Promise<Outcome> => {
  const inbound = readIncoming(activity, text)
  if (inbound === undefined) return hear(deps, activity)
  const invoked = activity.type === 'invoke'
  const known = await deps.standing()
  if (known.kind === 'unknown') return invoked ? toast(sentences.cannotTellWho) : { status: 503 }
  const sender = asKnown(inbound.sender, known)
  const saving = deps.inbox.save(deliveryOf(activity), { ...inbound, sender })
  const saved = await within(saveMs, saving).catch(() => undefined)
  if (saved?.kind === 'seen') return invoked ? toast(sentences.before) : { status: 200 }
  if (saved?.kind !== 'saved') return invoked ? toast(sentences.cannotSave) : refuseLine(deps, inbound)
  await deps.onNew()
  const release = { id: saved.id, reply: inbound.reply }
  return { ...(invoked ? toast(sentences.working) : { status: 200 }), release }
}
