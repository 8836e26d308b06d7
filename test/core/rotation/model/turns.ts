import type { Fate } from '../../../fakes/akamai/fate.ts'

interface Waiting {
  readonly worker: string
  readonly acts: boolean
  readonly go: (fate: Fate) => void
  readonly die: () => void
}

/** A worker that was killed: nothing of it goes on. */
class Killed extends Error {}

/** Holds every call of every worker until it is its turn, so that a test decides who goes on and how the call ends. */
export class Turns {
  #waiting: Waiting[] = []
  readonly #dead = new Set<string>()
  isFree = false

  /** Awaited before each call; `acts`: it changes something at Akamai. */
  readonly of =
    (worker: string) =>
    (acts = false): Promise<Fate> => {
      if (this.#dead.has(worker)) return Promise.reject(new Killed())
      if (this.isFree) return Promise.resolve('ok')
      return new Promise((resolve, reject) => {
        this.#waiting.push({ worker, acts, go: resolve, die: () => reject(new Killed()) })
      })
    }

  get waiting(): number {
    return this.#waiting.length
  }

  /** It has passed the fence, and its call is on its way. */
  isActing(worker: string): boolean {
    return this.#waiting.some((call) => call.worker === worker && call.acts)
  }

  /** Lets one of the waiting calls happen. */
  release(pick: number, fate: Fate): void {
    const [one] = this.#waiting.splice(pick % Math.max(1, this.#waiting.length), 1)
    one?.go(fate)
  }

  kill(worker: string): void {
    this.#dead.add(worker)
    for (const one of this.#waiting.filter((call) => call.worker === worker)) one.die()
    this.#waiting = this.#waiting.filter((call) => call.worker !== worker)
  }

  free(): void {
    this.isFree = true
    for (const one of this.#waiting.splice(0)) one.go('ok')
  }
}
