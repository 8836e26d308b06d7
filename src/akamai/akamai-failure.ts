import type { OutsideFailure } from '../core/ports/outside-failure.ts'

export interface FailureFacts {
  readonly who: OutsideFailure['who']
  readonly maybeDone: boolean
  readonly status?: number
  readonly code?: string
  readonly retryAfterMs?: number
  /** The API itself answered, not a gateway or proxy in front of it: only then a 404 means that the thing is absent. */
  readonly fromApi?: boolean
}

/** What Akamai or the way to it refused. Carries no cause: those of the HTTP layer may hold parts of a body. */
export class AkamaiFailure extends Error implements OutsideFailure {
  override readonly name = 'AkamaiFailure'
  readonly system = 'akamai'
  readonly who: OutsideFailure['who']
  readonly maybeDone: boolean
  readonly fromApi: boolean
  readonly status?: number
  readonly code?: string
  readonly retryAfterMs?: number

  constructor(message: string, facts: FailureFacts) {
    super(message)
    this.who = facts.who
    this.maybeDone = facts.maybeDone
    this.fromApi = facts.fromApi ?? false
    if (facts.status !== undefined) this.status = facts.status
    if (facts.code !== undefined) this.code = facts.code
    if (facts.retryAfterMs !== undefined) this.retryAfterMs = facts.retryAfterMs
  }
}
