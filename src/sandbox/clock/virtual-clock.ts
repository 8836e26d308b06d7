/** What the clock endpoint answers: `rate` is virtual milliseconds per real one, `revision` grows at every jump or change of rate. */
export interface ClockReading {
  readonly now: number
  readonly rate: number
  readonly revision: number
}

export interface ClockChange {
  readonly advanceMs?: number
  readonly rate?: number
  readonly now?: number
}

/** Virtual time of the sandbox: real time at first, then faster or with jumps. It never runs backwards, except by `restart`. */
export interface VirtualClock {
  now(): number
  read(): ClockReading
  change(change: ClockChange): ClockReading | { readonly refused: string }
  restart(): void
  /** Resolves when the revision is no longer `revision`, or after `timeoutMs` of real time. */
  changed(revision: number, timeoutMs: number): Promise<void>
  close(): void
}

const maxRate = 100_000

export const createVirtualClock = (): VirtualClock => {
  let base = { real: Date.now(), virtual: Date.now(), rate: 1, revision: 1 }
  const waiting = new Set<() => void>()
  const now = (): number => Math.floor(base.virtual + (Date.now() - base.real) * base.rate)
  const read = (): ClockReading => ({ now: now(), rate: base.rate, revision: base.revision })
  const wakeAll = (): void => {
    for (const wake of [...waiting]) wake()
  }
  const rebase = (virtual: number, rate: number): void => {
    base = { real: Date.now(), virtual, rate, revision: base.revision + 1 }
    wakeAll()
  }
  return {
    now,
    read,
    change: (change) => {
      const refused = refusalOf(change, now())
      if (refused !== undefined) return { refused }
      rebase((change.now ?? now()) + (change.advanceMs ?? 0), change.rate ?? base.rate)
      return read()
    },
    restart: () => rebase(Date.now(), 1),
    changed: (revision, timeoutMs) => {
      if (revision !== base.revision) return Promise.resolve()
      return waitFor(waiting, timeoutMs)
    },
    close: wakeAll,
  }
}

const refusalOf = (change: ClockChange, now: number): string | undefined => {
  if (change.rate !== undefined && !(change.rate >= 0 && change.rate <= maxRate)) return `rate is 0 to ${maxRate}`
  if (change.advanceMs !== undefined && !(change.advanceMs >= 0)) return 'the clock only moves forward'
  if (change.now !== undefined && !(change.now >= now)) return 'the clock only moves forward'
  return undefined
}

const waitFor = (waiting: Set<() => void>, timeoutMs: number): Promise<void> =>
  new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer)
      waiting.delete(wake)
      resolve()
    }
    const timer = setTimeout(wake, timeoutMs)
    waiting.add(wake)
  })
