import type { Snapshot } from '../ports/records.ts'
import type { Go, Next, Situation } from './next.ts'
import { nextOf } from './next-of.ts'

/** More transitions than a record has states would be a circle. */
const maxJoined = 20

/** The record is looked at again at once after it. */
export const goesOn = (next: Next, now: number): next is Go =>
  next.kind === 'go' && (next.due === undefined || next.due === now)

/** Bound to what it was decided on: its parts, or a time that must not have come. */
const standsAlone = ({ parts, unlessAfter }: Go): boolean => parts !== undefined || unlessAfter !== undefined

const both = <One>(a: readonly One[] = [], b: readonly One[] = []): readonly One[] => [...a, ...b]

const unique = <One>(all: readonly One[]): readonly One[] => [...new Set(all)]

const joinedLocks = ({ locks: a }: Go, { locks: b }: Go): Pick<Go, 'locks'> => {
  const [take, free] = [both(a?.take, b?.take), both(a?.free, b?.free)]
  return a === undefined && b === undefined ? {} : { locks: { ...(take.length === 0 ? {} : { take }), free } }
}

const join = (first: Go, second: Extract<Next, { kind: 'go' | 'stay' }>): Go => {
  const wakes = unique(both(first.wakes, second.wakes))
  if (second.kind === 'stay') return { ...first, due: second.due, wakes }
  const { due: _due, ...rest } = first
  return {
    ...rest,
    ...second,
    ...joinedLocks(first, second),
    wakes,
    events: both(first.events, second.events),
    owed: both(first.owed, second.owed),
  }
}

/**
 * What the record needs now, with all the transitions that would follow at once joined into one change: pure. A step
 * is never joined to what comes before it.
 */
export const joinedNext = (snapshot: Snapshot, situation: Situation): Next => {
  let next = nextOf(snapshot, situation)
  for (let n = 0; n < maxJoined && goesOn(next, situation.now) && !standsAlone(next); n += 1) {
    const then = nextOf({ ...snapshot, record: { ...snapshot.record, value: next.record } }, situation)
    if (then.kind === 'step' || then.kind === 'locks' || (then.kind === 'go' && standsAlone(then))) return next
    next = join(next, then)
  }
  return next
}
