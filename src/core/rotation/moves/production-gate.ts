import { actorOf } from '../../audit/actor-of.ts'
import { samePerson } from '../../people/same-person.ts'
import { type Moved, refused } from '../../request/move.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { Call } from './retry.ts'

/** awaiting-production: a second approval, by somebody who is not the asker unless the policy lets them. */
export const goToProduction = (record: ActionRecord, { person, from, now }: Call): Moved => {
  if (record.state !== 'awaiting-production')
    return refused('not-waiting', `${record.id} does not wait for that now (it is ${record.state}).`)
  if (!record.policy.selfApproval && samePerson(record.asker, person))
    return refused('own-request', 'You asked for this, so somebody else must let it into production.')
  return {
    kind: 'move',
    move: {
      record: { ...record, state: 'production', stateSince: now },
      events: [{ what: 'request.vote', actor: actorOf(person, from), facts: { gate: 'production' } }],
      owed: [{ kind: 'board' }],
    },
  }
}
