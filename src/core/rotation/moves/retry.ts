import { actorOf } from '../../audit/actor-of.ts'
import type { ChatIdentity, Person } from '../../people/person.ts'
import type { Snapshot } from '../../ports/records.ts'
import { type Moved, refused } from '../../request/move.ts'
import type { Part } from '../../request/part.ts'

export interface Call {
  readonly person: Person
  readonly from: ChatIdentity
  readonly now: number
}

/** The part as it must be to be tried again. */
const renewed = (part: Part): Part => {
  const { trouble, tries: _tries, failingSince: _since, waitsUntil: _until, ...rest } = part
  if (part.kind === 'target') {
    const { since: _old, ...target } = rest as typeof part
    const again = part.state === 'failed' ? ({ state: 'planned', attempt: part.attempt + 1 } as const) : {}
    return { ...target, ...again }
  }
  if (part.kind === 'new-token') {
    const token = rest as typeof part
    return part.state === 'failed' ? { ...token, state: part.uuid === undefined ? 'planned' : 'creating' } : token
  }
  const candidate = rest as typeof part
  return trouble?.code === 'foreign-version' ? { ...candidate, k: part.k + 1 } : candidate
}

const isOpen = (part: Part): boolean =>
  part.kind === 'target'
    ? !['verified', 'dropped', 'restored'].includes(part.state)
    : !['uploaded', 'complete', 'revoked'].includes(part.state)

/** held → the state it left; what had failed is tried again, a gate's time starts anew. */
export const retry = (snapshot: Snapshot, { person, from, now }: Call): Moved => {
  const record = snapshot.record.value
  if (record.state !== 'held' || record.leftState === undefined)
    return refused('not-held', `${record.id} is not held, so there is nothing to retry.`)
  const parts = [...snapshot.parts.values()].map((held) => held.value)
  const troubled = parts.filter((part) => part.trouble !== undefined || part.tries !== undefined).map(renewed)
  const {
    trouble: _trouble,
    toldAt: _told,
    leftState,
    tries: _tries,
    failingSince: _since,
    waitsUntil: _until,
    ...rest
  } = record
  const sourceBy = record.sourceBy === undefined ? undefined : now + (record.sourceBy - record.stateSince)
  return {
    kind: 'move',
    move: {
      record: {
        ...rest,
        state: leftState,
        stateSince: now,
        ...(leftState === 'awaiting-source' && sourceBy !== undefined ? { sourceBy } : {}),
      },
      parts: troubled,
      wakes: parts
        .filter(isOpen)
        .filter((part) => part.kind !== 'target' || part.trouble !== undefined || part.state !== 'planned')
        .map((part) => part.id),
      events: [{ what: 'rotation.retried', actor: actorOf(person, from), facts: { to: leftState } }],
      owed: [{ kind: 'board' }],
    },
  }
}
