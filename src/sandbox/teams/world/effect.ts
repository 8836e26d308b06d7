import type { JsonObject } from '../../slack/json.ts'

/** One thing that passed between the bot and Teams. */
export interface TeamsEffect {
  /** A call of the connector or of Graph, or an activity that was delivered to the bot. */
  readonly kind: 'call' | 'delivery'
  /** Method and path, or the activity's type. */
  readonly name: string
  /** What was answered; 0: nothing. */
  readonly status: number
  /** Everything that was sent, without the tokens of sign-in; a leak test reads this. */
  readonly sent: JsonObject
  /** The body that the bot answered. */
  readonly answered?: string
}
