/**
 * What this process is at work on. The same item never has two steps at once here: the second would take the intent from
 * the first, whose call is under way. What is asked for meanwhile is looked at once more afterwards.
 */
export class AtWork {
  readonly #askedAgain = new Map<string, boolean>()

  /** Does the work, as often as it is asked for meanwhile. False when the item is at work already, and told of this. */
  async run(key: string, work: () => Promise<void>): Promise<boolean> {
    if (this.#askedAgain.has(key)) {
      this.#askedAgain.set(key, true)
      return false
    }
    try {
      do {
        this.#askedAgain.set(key, false)
        await work()
      } while (this.#askedAgain.get(key) === true)
    } finally {
      this.#askedAgain.delete(key)
    }
    return true
  }
}
