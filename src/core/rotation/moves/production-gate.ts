import { actorOf } from '../../audit/actor-of.ts'
import { canBeTold, samePerson } from '../../people/same-person.ts'
import { approvalFacts } from '../../request/approval-facts.ts'
import { type Moved, refused } from '../../request/move.ts'
import type { ActionRecord } from '../../request/record.ts'
import { go } from '../next.ts'
import type { Call } from './call.ts'

const whyNot = (record: ActionRecord, { person, from }: Call): Moved | undefined => {
  if (record.state !== 'awaiting-production')
    return refused('not-waiting', `${record.id} does not wait for that now (it is ${record.state}).`)
  if (record.policy.selfApproval) return undefined
  if (samePerson(record.asker, person))
    return refused('own-request', 'You asked for this, so somebody else must decide whether it goes to production.')
  const asker = { person: record.asker, platform: record.askedFrom.platform }
  if (canBeTold(asker, { person, platform: from.platform })) return undefined
  return refused(
    'not-linked',
    `You and ${record.asker.name} are not linked across Slack and Teams, so this could be the same person twice. Ask an operator to add you under people: in the configuration.`,
  )
}

/** awaiting-production → production: a second approval, by somebody who is surely not the asker, unless the policy lets them. */
export const goToProduction = (record: ActionRecord, call: Call): Moved => {
  const not = whyNot(record, call)
  if (not !== undefined) return not
  const { person, from, now } = call
  return {
    kind: 'move',
    move: {
      record: { ...record, state: 'production', stateSince: now },
      events: [
        {
          what: 'request.vote',
          actor: actorOf(person, from),
          facts: { ...approvalFacts(record), gate: 'production', vote: 'approve' },
        },
        { what: 'rotation.state', actor: { kind: 'bot' }, facts: { from: record.state, to: 'production' } },
      ],
      owed: [{ kind: 'board' }],
    },
  }
}

/** awaiting-production denied: the rotation is held, to be asked again or abandoned. */
export const denyProduction = (record: ActionRecord, call: Call, reason?: string): Moved => {
  const not = whyNot(record, call)
  if (not !== undefined) return not
  const { person, from, now } = call
  const said = reason === undefined ? {} : { reason }
  const trouble = {
    code: 'gate-denied',
    sentence: `${person.name} does not let it into production${reason === undefined ? '' : `: ${reason}`}.`,
    advice: 'Retry asks again; Abandon goes back.',
    at: now,
  }
  const next = go(record, 'holding', now, { leftState: record.state, trouble })
  const facts = { ...approvalFacts(record), gate: 'production', vote: 'deny', why: trouble.sentence }
  return {
    kind: 'move',
    move: {
      record: next.record,
      events: [{ what: 'request.vote', actor: actorOf(person, from), facts: { ...facts, ...said } }],
      owed: [{ kind: 'board' }],
    },
  }
}
