export interface HeartbeatTimes {
  /** Between two beats. Milliseconds of wall time, like all of these. */
  readonly heartbeatMs: number
  /** A worker whose last beat is older counts as gone. */
  readonly heartbeatTtlMs: number
  /** Redis must have answered for so long on end before anybody's absence counts. */
  readonly absenceAfterMs: number
}

/** A reply can only arrive late, so the largest of some differences is the truest. */
const samplesKept = 10

/** What a worker knows of Redis from its beats. `at` and `now` are ms of a steady clock, `redisAt` of Redis' own. */
export class Beats {
  readonly #times: HeartbeatTimes
  #last: { readonly redisAt: number; readonly at: number } | undefined
  #since: number | undefined
  #aheads: readonly number[] = []

  constructor(times: HeartbeatTimes) {
    this.#times = times
  }

  /** Two answers further apart than this leave room for another worker's heartbeat to run out unseen. */
  get #gapMs(): number {
    return this.#times.heartbeatTtlMs - this.#times.heartbeatMs
  }

  answered(redisAt: number, at: number): void {
    const isOnEnd = this.#last !== undefined && at - this.#last.at <= this.#gapMs
    if (!isOnEnd || this.#since === undefined) this.#since = at
    this.#last = { redisAt, at }
    this.#aheads = [...this.#aheads, redisAt - at].slice(-samplesKept)
  }

  failed(): void {
    this.#since = undefined
  }

  isAnswered(now: number): boolean {
    return this.#since !== undefined && this.#last !== undefined && now - this.#last.at <= this.#gapMs
  }

  absenceCounts(now: number): boolean {
    return this.isAnswered(now) && now - (this.#since ?? now) >= this.#times.absenceAfterMs
  }

  absenceCountsUntil(now: number): number {
    return this.absenceCounts(now) && this.#last !== undefined ? this.#last.redisAt + this.#gapMs : 0
  }

  redisNow(now: number): number | undefined {
    return this.#aheads.length === 0 ? undefined : Math.round(now + Math.max(...this.#aheads))
  }
}
