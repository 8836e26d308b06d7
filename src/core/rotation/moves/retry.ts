import { actorOf } from '../../audit/actor-of.ts'
import type { Snapshot } from '../../ports/records.ts'
import { type Moved, refused } from '../../request/move.ts'
import type { Part } from '../../request/part.ts'
import type { ActionRecord } from '../../request/record.ts'
import { rested, untroubled } from '../calm.ts'
import { withoutLook } from '../look.ts'
import { partsOf } from '../snapshot-parts.ts'
import type { Call } from './call.ts'
import { renewed } from './renewed.ts'

const isOpen = (part: Part): boolean =>
  part.kind === 'target'
    ? !['planned', 'verified', 'dropped', 'restored'].includes(part.state)
    : !['uploaded', 'complete', 'revoked'].includes(part.state)

const isDisturbed = (part: Part): boolean =>
  part.trouble !== undefined || part.waitsUntil !== undefined || part.deaths !== undefined

/** The held record as it was before; a gate's time starts anew, and so does a look: it may have been held for days. */
export const resumed = (record: ActionRecord, now: number): ActionRecord => {
  const seen = record.leftState === 'awaiting-revoke' ? record : withoutLook(record)
  const { leftState, toldAt: _told, sourceBy: _by, gate, deaths: _deaths, ...rest } = rested(untroubled(seen))
  const decided = leftState === 'awaiting-production' || gate === undefined ? {} : { gate }
  return { ...rest, ...decided, state: leftState ?? record.state, stateSince: now }
}

/** The parts that are tried again. */
export const renewedParts = (snapshot: Snapshot, now: number): readonly Part[] =>
  partsOf(snapshot)
    .filter(isDisturbed)
    .map((part) => renewed(part, now))

/** Its targets have gone back, or stay for a reason that is named; their EdgeWorkers' locks are let go. */
const hasGoneBack = ({ leftState, abandon }: ActionRecord): boolean =>
  leftState === 'abandoning' && ['soaking', 'confirming', 'revoking'].includes(abandon?.phase ?? 'locking')

/** held → the state it left; what had failed is tried again. */
export const retry = (snapshot: Snapshot, { person, from, now }: Call): Moved => {
  const record = snapshot.record.value
  if (record.state !== 'held' || record.leftState === undefined)
    return refused('not-held', `${record.id} is not held, so there is nothing to retry.`)
  const parts = renewedParts(snapshot, now).filter((part) => part.kind !== 'target' || !hasGoneBack(record))
  const open = partsOf(snapshot).filter((part) => isOpen(part) || part.unsure === true)
  const ids = [...open, ...(record.leftState === 'abandoning' ? parts : [])].map((part) => part.id)
  return {
    kind: 'move',
    move: {
      record: resumed(record, now),
      parts,
      wakes: [...new Set(ids)],
      events: [{ what: 'rotation.retried', actor: actorOf(person, from), facts: { to: record.leftState } }],
      owed: [{ kind: 'board' }],
    },
  }
}
