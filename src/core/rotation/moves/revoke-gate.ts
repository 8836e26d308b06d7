import { actorOf } from '../../audit/actor-of.ts'
import { type Moved, refused } from '../../request/move.ts'
import type { ActionRecord } from '../../request/record.ts'
import { withoutLook } from '../look.ts'
import { succeed } from '../states/ends.ts'
import { findingsOf } from '../steps/findings-of.ts'
import type { Call } from './call.ts'
import { doesNotWait } from './does-not-wait.ts'

export type GateChoice = 'look-again' | 'revoke-anyway' | 'keep'

const lookAgain = (record: ActionRecord, { person, from, now }: Call): Moved => ({
  kind: 'move',
  move: {
    record: { ...withoutLook(record), state: 'confirming', stateSince: now },
    events: [{ what: 'rotation.state', actor: actorOf(person, from), facts: { choice: 'look-again' } }],
    owed: [{ kind: 'board' }],
  },
})

/** Exactly what the board names is overridden: a later look that finds more comes back to this gate. */
const revokeAnyway = (record: ActionRecord, { person, from, now }: Call): Moved => {
  const findings = findingsOf(record)
  return {
    kind: 'move',
    move: {
      record: { ...record, state: 'revoking', stateSince: now, override: { findings, person, at: now } },
      events: [{ what: 'revoke.overridden', actor: actorOf(person, from), facts: { findings } }],
      owed: [{ kind: 'board' }],
    },
  }
}

const keep = (record: ActionRecord, { person, from, now }: Call): Moved => {
  const end = succeed(record, now, `${record.plan.binding.old?.name} kept, as ${person.name} decided.`)
  const event = { what: 'rotation.state', actor: actorOf(person, from), facts: { choice: 'keep' } } as const
  return { kind: 'move', move: { ...end, events: [...(end.events ?? []), event] } }
}

const moves = { 'look-again': lookAgain, 'revoke-anyway': revokeAnyway, keep }

/** awaiting-revoke: look again, revoke although exactly these findings stand, or keep the old token. */
export const decideRevoke = (record: ActionRecord, choice: GateChoice, call: Call): Moved =>
  record.state === 'awaiting-revoke' ? moves[choice](record, call) : refused('not-waiting', doesNotWait(record, 'that'))
