/** BullMQ takes a moment to remove a job whose work has ended, and ignores another with the same id until then. */
const latelyMs = 250

/**
 * What this process is at work on. Nothing runs twice at once; what is asked for while it runs is run once more
 * afterwards.
 */
export class RunningItems {
  readonly #again = new Map<string, boolean>()
  /** When they ended, oldest first, in ms of a steady clock. */
  readonly #ended = new Map<string, number>()

  /** True when the item is running here: it will then run once more. */
  askAgain(key: string): boolean {
    if (!this.#again.has(key)) return false
    this.#again.set(key, true)
    return true
  }

  has(key: string): boolean {
    return this.#again.has(key)
  }

  get size(): number {
    return this.#again.size
  }

  /** True when its job may not be gone yet. */
  hasEndedLately(key: string): boolean {
    return performance.now() - (this.#ended.get(key) ?? Number.NEGATIVE_INFINITY) < latelyMs
  }

  /** Runs it, and again as long as that was asked for. Resolves at once when it is running here already. */
  async run(key: string, work: () => Promise<void>): Promise<void> {
    if (this.askAgain(key)) return
    try {
      do {
        this.#again.set(key, false)
        await work()
      } while (this.#again.get(key) === true)
    } finally {
      this.#again.delete(key)
      this.#rememberEnd(key)
    }
  }

  #rememberEnd(key: string): void {
    const now = performance.now()
    for (const [old, at] of this.#ended) {
      if (now - at < latelyMs) break
      this.#ended.delete(old)
    }
    this.#ended.delete(key)
    this.#ended.set(key, now)
  }
}
