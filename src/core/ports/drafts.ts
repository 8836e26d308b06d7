/** What stands in an open form since our last update: the platform's name of that state, and a digest of it. */
export interface Shown {
  readonly version: string
  readonly digest: string
}

/** `later`: somebody is at it, or it was just shown. `superseded`: something newer was put in. */
export type Turn =
  | { readonly kind: 'mine'; readonly shown?: Shown }
  | { readonly kind: 'later' }
  | { readonly kind: 'superseded' }

/**
 * Forms that people are filling in, by the platform's id, for an hour: of all that was put in only the newest is shown, by
 * one process at a time, and not more often than people can read it.
 */
export interface Drafts {
  /** Asks for the turn to show what was put in at `at` (the platform's own count, which grows). A turn ends by itself after 15 s. */
  begin(form: string, at: number): Promise<Turn>
  /** Ends the turn; the next one is `pauseMs` later. `shown`: where it is another state now. */
  end(form: string, pauseMs: number, shown?: Shown): Promise<void>
}
