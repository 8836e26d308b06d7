import type { OutsideFailure } from '../core/ports/outside-failure.ts'

interface FailureFacts {
  readonly who: OutsideFailure['who']
  readonly maybeDone: boolean
  readonly code?: string
  readonly why?: string
}

/** Redis did not answer, or refused. Carries no cause: ioredis' errors hold the command's arguments. */
export class RedisFailure extends Error implements OutsideFailure {
  override readonly name = 'RedisFailure'
  readonly system = 'redis'
  readonly who: OutsideFailure['who']
  readonly maybeDone: boolean
  readonly code?: string
  /** Why it refused, as the end of a sentence; absent where it gave no answer. */
  readonly why?: string

  constructor(message: string, facts: FailureFacts) {
    super(message)
    this.who = facts.who
    this.maybeDone = facts.maybeDone
    if (facts.code !== undefined) this.code = facts.code
    if (facts.why !== undefined) this.why = facts.why
  }
}
