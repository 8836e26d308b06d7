import type { JsonObject } from '../json.ts'

/** What a message says; kept once more for every edit, so that a click on an outdated card can be played. */
export interface Content {
  readonly text: string
  readonly blocks: readonly JsonObject[]
  readonly metadata?: JsonObject
}

export interface Message extends Content {
  /** Slack's id: seconds of wall time with six digits, unique in the channel. */
  readonly ts: string
  readonly channel: string
  readonly author: string
  /** The sandbox's virtual time at the post, in ms; the page shows this. */
  readonly shownAt: number
  readonly threadTs?: string
  /** Ephemeral: only this person sees it. */
  readonly visibleTo?: string
  readonly edited?: boolean
  readonly earlier: readonly Content[]
}
