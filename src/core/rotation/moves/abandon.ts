import { actorOf } from '../../audit/actor-of.ts'
import type { Snapshot } from '../../ports/records.ts'
import { type Moved, refused } from '../../request/move.ts'
import type { Owed } from '../../request/owed.ts'
import type { Part } from '../../request/part.ts'
import type { ActionRecord } from '../../request/record.ts'
import { isEnd, type State } from '../../request/state.ts'
import { rested, untroubled } from '../calm.ts'
import { isInFlight } from '../in-flight.ts'
import { withoutLook } from '../look.ts'
import { partsOf } from '../snapshot-parts.ts'
import type { Call } from './call.ts'

/** Before the first effect there is only something to withdraw. */
const early: readonly State[] = ['asked', 'requested', 'approved', 'queued']

const whyNot = ({ record: { value: record, claim } }: Snapshot): Moved | undefined => {
  const { id, state, leftState } = record
  if (isEnd(state)) return refused('ended', `${id} has ended (${state}); there is nothing to abandon.`)
  if (early.includes(state))
    return refused('early', `${id} has not begun. Withdraw it instead: /edgekv withdraw ${id}.`)
  if (state === 'abandoning' || leftState === 'abandoning')
    return refused('already', `${id} is being abandoned already.${state === 'held' ? ' Retry goes on with it.' : ''}`)
  // What is being asked of Akamai at this very moment nobody could tell of any more.
  if (state === 'refreshing-token' && claim !== undefined)
    return refused('at-work', `${id} is asking Akamai about the refresh just now. Please try again in a minute.`)
  if (state === 'revoking' || record.revokedAt !== undefined)
    return refused('too-late', `The old token of ${id} is being revoked; there is no way back.`)
  return undefined
}

/** What went wrong on the way forward says nothing of the way back. */
const isStale = (part: Part): boolean => part.kind === 'target' && part.trouble !== undefined && !isInFlight(part)

/** The record without what belonged to the way forward. */
const turnedBack = (record: ActionRecord): ActionRecord => {
  const { leftState: _left, toldAt: _told, endedAt: _end, soakUntil: _soak, ...rest } = withoutLook(record)
  // What was overridden was a use of the old token.
  const { override: _override, ...forgotten } = rest
  return rested(untroubled(forgotten))
}

/** Whoever was asked to take the new entry into their own repository would deploy a dead token from there. */
const tellOwner = ({ source, sourceBy }: ActionRecord): readonly Owed[] =>
  source?.kind === 'updated' || sourceBy !== undefined ? [{ kind: 'notice', notice: 'source-back', to: 'thread' }] : []

/** Nothing new starts, what is in flight is polled to its end, and then everything goes back as far as it can. */
export const abandon = (snapshot: Snapshot, { person, from, now }: Call): Moved => {
  const record = snapshot.record.value
  const not = whyNot(snapshot)
  if (not !== undefined) return not
  const turned = partsOf(snapshot).filter((part) => part.waitsUntil !== undefined || isStale(part))
  return {
    kind: 'move',
    move: {
      record: {
        ...turnedBack(record),
        state: 'abandoning',
        stateSince: now,
        abandon: { person, at: now, phase: 'locking' },
      },
      parts: turned.map((part) => rested(isStale(part) ? untroubled(part) : part)),
      events: [
        { what: 'rotation.abandoned', actor: actorOf(person, from), facts: { from: record.state, begun: true } },
      ],
      owed: [{ kind: 'board' }, ...tellOwner(record)],
    },
  }
}
