import type { OutsideFailure } from '../../../src/core/ports/outside-failure.ts'

/** How one call ends: well, refused before it had an effect, or with its answer lost. */
export type Fate = 'ok' | 'refuse' | 'lose'

export const failure = (maybeDone: boolean): OutsideFailure =>
  Object.assign(new Error('Akamai does not answer'), { who: 'retry', system: 'akamai', maybeDone } as const)

/** How calls are made: `turn` is awaited before each one, told of those that change something; `now` is when it was sent; `isDown`: none of them arrives. */
export interface Line {
  readonly worker: string
  readonly turn: (acts: boolean) => Promise<Fate>
  readonly now: () => number
  readonly isDown: () => boolean
}

/** Who sends an effect, and since when it has been on its way. */
export interface Sender {
  readonly worker: string
  readonly sentAt: number
}

export const callsOf = (line: Line) => ({
  look: async <T>(see: () => T): Promise<T> => {
    if ((await line.turn(false)) === 'refuse' || line.isDown()) throw failure(false)
    return see()
  },
  act: async <T>(change: (sender: Sender) => T): Promise<T> => {
    const sender = { worker: line.worker, sentAt: line.now() }
    const fate = await line.turn(true)
    if (fate === 'refuse' || line.isDown()) throw failure(false)
    const answer = change(sender)
    if (fate === 'lose') throw failure(true)
    return answer
  },
})
