import type { JsonObject } from '../json.ts'

/** One thing that passed between the app and Slack, with its outcome. */
export interface SlackEffect {
  readonly n: number
  /** Virtual time, ms. */
  readonly at: number
  readonly wall: number
  /** A Web API call, an answer through a response_url, or something Slack delivered to the app. */
  readonly kind: 'call' | 'response' | 'delivery'
  /** Method, or kind of delivery. */
  readonly name: string
  /** `ok`, or Slack's error code, or what went wrong with a delivery. */
  readonly outcome: string
  readonly status?: number
  readonly ms?: number
  readonly channel?: string
  readonly ts?: string
  readonly person?: string
  /** Everything that was sent, without the tokens of Slack itself; a leak test reads this. */
  readonly sent: JsonObject
  /** Everything that was answered, where it matters: acknowledgements with a body. */
  readonly answered?: string
  /** Not refused by Slack, but bad manners. */
  readonly warnings: readonly string[]
}

export type NewEffect = Omit<SlackEffect, 'n' | 'at' | 'wall'>
