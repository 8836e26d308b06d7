import { actorOf } from '../../audit/actor-of.ts'
import type { Snapshot } from '../../ports/records.ts'
import { type Moved, refused } from '../../request/move.ts'
import type { Part } from '../../request/part.ts'
import { isEnd, type State } from '../../request/state.ts'
import type { Call } from './retry.ts'

/** Before the first effect there is only something to withdraw; after the revocation nothing to abandon. */
const early: readonly State[] = ['asked', 'requested', 'approved', 'queued']

const settled = (part: Part): Part => {
  const { tries: _tries, failingSince: _since, waitsUntil: _until, ...rest } = part
  return rest as Part
}

/** Nothing new starts, what is in flight is polled to its end, and then everything goes back as far as it can. */
export const abandon = (snapshot: Snapshot, { person, from, now }: Call): Moved => {
  const record = snapshot.record.value
  if (isEnd(record.state))
    return refused('ended', `${record.id} has ended (${record.state}); there is nothing to abandon.`)
  if (early.includes(record.state))
    return refused('early', `${record.id} has not begun. Withdraw it instead: /edgekv withdraw ${record.id}.`)
  if (record.state === 'abandoning') return refused('already', `${record.id} is being abandoned already.`)
  if (record.state === 'revoking')
    return refused('too-late', `The old token of ${record.id} is being revoked; there is no way back.`)
  if (!['rotate', 'migrate', 'create', 'retry'].includes(record.plan.binding.action))
    return refused('no-way-back', `${record.id} has nothing that could be taken back.`)
  const {
    trouble: _trouble,
    leftState: _left,
    toldAt: _told,
    confirmedAt: _at,
    stillUsed: _used,
    endedAt: _end,
    waitsUntil: _until,
    ...rest
  } = record
  const waiting = [...snapshot.parts.values()].map((held) => held.value).filter((part) => part.waitsUntil !== undefined)
  return {
    kind: 'move',
    move: {
      record: { ...rest, state: 'abandoning', stateSince: now, abandon: { person, at: now, phase: 'locking' } },
      parts: waiting.map(settled),
      events: [
        { what: 'rotation.abandoned', actor: actorOf(person, from), facts: { from: record.state, begun: true } },
      ],
      owed: [{ kind: 'board' }],
    },
  }
}
