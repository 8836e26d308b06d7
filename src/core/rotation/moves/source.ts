import { actorOf } from '../../audit/actor-of.ts'
import { type Moved, refused } from '../../request/move.ts'
import type { ActionRecord } from '../../request/record.ts'
import { withoutLook } from '../look.ts'
import type { Call } from './call.ts'
import { doesNotWait } from './does-not-wait.ts'

const isWaiting = (record: ActionRecord): boolean =>
  record.state === 'awaiting-source' || (record.state === 'held' && record.leftState === 'awaiting-source')

/** The team's own repository has the new entry (`updated`, said by the owner's people), or an approver skips the gate. */
export const sourceDone = (record: ActionRecord, kind: 'updated' | 'skipped', { person, from, now }: Call): Moved => {
  if (record.source !== undefined)
    return refused('already', `${record.source.person.name} has said so already. ${record.id} goes on.`)
  if (!isWaiting(record)) return refused('not-waiting', doesNotWait(record, 'its source'))
  const { trouble: _trouble, leftState: _left, toldAt: _told, ...rest } = withoutLook(record)
  return {
    kind: 'move',
    move: {
      record: { ...rest, state: 'confirming', stateSince: now, source: { kind, person, by: from, at: now } },
      events: [{ what: kind === 'updated' ? 'source.updated' : 'source.skipped', actor: actorOf(person, from) }],
      owed: [{ kind: 'board' }],
    },
  }
}
