import { actorOf } from '../../audit/actor-of.ts'
import { type Moved, refused } from '../../request/move.ts'
import type { ActionRecord } from '../../request/record.ts'
import { succeed } from '../states/ends.ts'
import { findingsOf, withoutLook } from '../states/revocation.ts'
import type { Call } from './retry.ts'

export type GateChoice = 'look-again' | 'revoke-anyway' | 'keep'

/** awaiting-revoke: look again, revoke although exactly these findings stand, or keep the old token. */
export const decideRevoke = (record: ActionRecord, choice: GateChoice, { person, from, now }: Call): Moved => {
  if (record.state !== 'awaiting-revoke')
    return refused('not-waiting', `${record.id} does not wait for that now (it is ${record.state}).`)
  const actor = actorOf(person, from)
  if (choice === 'keep') {
    const end = succeed(record, now, `${record.plan.binding.old?.name} kept, as ${person.name} decided.`)
    return {
      kind: 'move',
      move: { ...end, events: [...(end.events ?? []), { what: 'rotation.state', actor, facts: { choice } }] },
    }
  }
  const findings = findingsOf(record)
  const override = choice === 'revoke-anyway' ? { override: { findings, person, at: now } } : {}
  return {
    kind: 'move',
    move: {
      record: { ...withoutLook(record), state: 'confirming', stateSince: now, ...override },
      events: [
        choice === 'revoke-anyway'
          ? { what: 'revoke.overridden', actor, facts: { findings } }
          : { what: 'rotation.state', actor, facts: { choice } },
      ],
      owed: [{ kind: 'board' }],
    },
  }
}
