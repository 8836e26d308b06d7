import type { View } from '../core/chat/views/view.ts'
import type { Place } from '../core/people/destination.ts'
import type { Attempts } from '../core/ports/attempts.ts'
import type { Posted } from '../core/ports/messenger.ts'

/** So long the clients that show a message have time to tell of it. */
const patienceMs = 6_000

export interface Letter {
  readonly key: string
  /** The channel or chat, without the thread. */
  readonly conversation: string
  readonly view: View
  /** An earlier try may have arrived. */
  readonly again: boolean
  /** Whether anybody's client would tell of it. */
  readonly isWatched: boolean
  send(view: View): Promise<Posted>
  /** Makes a message that was found say what it is to say now. */
  bringUpToDate(place: Place): Promise<Posted>
}

const marked = (view: View): View => ({
  ...view,
  blocks: [...view.blocks, { kind: 'note', text: ['Sent again: an earlier try may have arrived.'] }],
})

const isKnown = ({ kind }: Posted): boolean => kind !== 'unknown'

/**
 * Posts a message that must not stand there twice, on a platform that cannot be searched for it. The attempt is written
 * down before it is made. Where its end is not known, the next try takes the place where a client has shown it since, waits
 * a little for one that might, and only then posts once more, with a word that says so.
 */
export const postOnce = async (attempts: Attempts, letter: Letter, now: () => number = Date.now): Promise<Posted> => {
  const { key, view, again, isWatched, send } = letter
  const before = again ? await attempts.find(key) : undefined
  const found = before?.seen === undefined ? undefined : await letter.bringUpToDate(before.seen)
  if (found !== undefined && found.kind !== 'gone') {
    if (found.kind === 'ok') await attempts.end(key)
    return found
  }
  const leftMs = before === undefined ? 0 : before.at + patienceMs - now()
  if (isWatched && leftMs > 0) return { kind: 'later', afterMs: leftMs }
  const ref = view.live === undefined ? {} : { ref: view.live.ref }
  await attempts.begin(key, { at: now(), conversation: letter.conversation, ...ref })
  const posted = await send(before === undefined ? view : marked(view))
  if (before === undefined && isKnown(posted)) await attempts.end(key)
  // The earlier one may turn up yet, and is then taken away.
  if (before !== undefined && posted.kind === 'ok') await attempts.postAgain(key, posted.place)
  return posted
}
