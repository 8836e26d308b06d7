import type { Form, View } from '../chat/views/view.ts'
import type { Destination, Place } from '../people/destination.ts'
import type { Platform } from '../people/person.ts'

/** How to answer one delivery: opaque to the core, saved with the command, useless after half an hour. */
export interface ReplyHandle {
  readonly platform: Platform
  readonly data: Readonly<Record<string, string>>
}

/** What became of a message. `unknown`: it may have been posted; `gone`: the place or channel is no more. */
export type Posted =
  | { readonly kind: 'ok'; readonly place: Place }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'gone'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }

/** One chat platform, outbound. Nothing here throws for what a platform may answer; pacing is its own business. */
export interface Messenger {
  readonly platform: Platform
  /**
   * `key` finds a message again whose answer was lost; a platform that cannot posts again and marks it.
   * `again`: an earlier try may have arrived (its outcome was `unknown`, or its worker died), so look before posting.
   */
  post(
    to: Destination,
    view: View,
    options: { readonly key: string; readonly thread?: Place; readonly again?: boolean },
  ): Promise<Posted>
  update(place: Place, view: View): Promise<Posted>
  /** To the asker alone. Where the platform has no such message: a direct message. */
  answer(reply: ReplyHandle, view: View, options?: { readonly replace?: boolean }): Promise<Posted>
  /** Opens a form. Where the platform cannot from here: the form's fields inside an answer. */
  openForm(reply: ReplyHandle, form: Form): Promise<Posted>
  /**
   * Shows the form that is being filled in as it is to look now, without taking anything away that was put in: drawn when
   * its turn has come, and not at all when something newer was put in by then, or the form is closed.
   */
  refreshForm(reply: ReplyHandle, draw: () => Promise<Form | undefined>): Promise<void>
  /** Can this person see that channel? Undefined when it cannot be read. */
  canSee(to: Destination, user: string): Promise<boolean | undefined>
}
