import type { JsonObject } from '../json.ts'
import type { World } from '../world/world.ts'

/** What a method was called with. Structured arguments are parsed already, however they were encoded. */
export interface Call {
  readonly world: World
  readonly args: JsonObject
}

/** What the log of effects says about a call. */
export interface About {
  readonly channel?: string
  readonly ts?: string
  readonly person?: string
  readonly warnings?: readonly string[]
}

export interface Done {
  readonly ok: true
  readonly body: JsonObject
  readonly about?: About
}

/** A refusal in Slack's shape: status 200 and `ok: false`, or 429 when there is something to wait for. */
export interface Refused {
  readonly ok: false
  readonly error: string
  readonly messages?: readonly string[]
  readonly more?: JsonObject
  readonly retryAfter?: number
}

export type Answer = Done | Refused

export interface Method {
  /** Any one of these is enough; none: every bot token will do. Which of them, may depend on the channel. */
  readonly scopes: readonly string[]
  /** Calls per minute of its tier; absent where pacing is by channel. */
  readonly perMinute?: number
  readonly token?: 'app'
  readonly run: (call: Call) => Answer
}

export const done = (body: JsonObject, about: About = {}): Done => ({ ok: true, body, about })

export const refuse = (error: string, messages?: readonly string[]): Refused => ({
  ok: false,
  error,
  ...(messages === undefined ? {} : { messages }),
})

export const limited = (retryAfter: number): Refused => ({ ok: false, error: 'ratelimited', retryAfter })

export const missingArgument = (name: string): Refused =>
  refuse('invalid_arguments', [`[ERROR] missing required field: ${name}`])

/** A refusal when the bot token has none of the scopes. */
export const needScope = (world: World, anyOf: readonly string[]): Refused | undefined => {
  const { scopes } = world.state.settings
  if (anyOf.length === 0 || anyOf.some((scope) => scopes.includes(scope))) return undefined
  return { ok: false, error: 'missing_scope', more: { needed: anyOf.join(','), provided: scopes.join(',') } }
}

/** Slack's tiers, in calls per minute. */
export const tier = { two: 20, three: 50, four: 100 } as const
