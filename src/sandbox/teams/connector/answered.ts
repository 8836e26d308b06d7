import type { JsonObject } from '../../slack/json.ts'

/** A status and a body, as the connector answers. */
export interface Answered {
  readonly status: number
  readonly body: JsonObject
  /** Seconds. */
  readonly retryAfter?: number
}

export const refusal = (status: number, code: string): Answered => ({
  status,
  body: { error: { code, message: code } },
})
