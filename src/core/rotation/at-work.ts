/**
 * What this process is at work on. The same item never has two steps at once here: the second would take the intent from
 * the first, whose call is under way. What is asked for meanwhile is looked at once more afterwards.
 */
export class AtWork {
  readonly #askedAgain = new Map<string, boolean>()

  /** What the work gives, of all of its rounds; nothing when the item is at work already. */
  async run<One>(key: string, work: () => Promise<readonly One[]>): Promise<readonly One[]> {
    if (this.#askedAgain.has(key)) {
      this.#askedAgain.set(key, true)
      return []
    }
    const given: One[] = []
    try {
      do {
        this.#askedAgain.set(key, false)
        given.push(...(await work()))
      } while (this.#askedAgain.get(key) === true)
    } finally {
      this.#askedAgain.delete(key)
    }
    return given
  }
}
