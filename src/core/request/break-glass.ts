import { actorOf } from '../audit/actor-of.ts'
import type { Destination } from '../people/destination.ts'
import type { ChatIdentity, Person, Platform } from '../people/person.ts'
import { samePerson } from '../people/same-person.ts'
import { approvalPapers } from './approval-facts.ts'
import { decidedSentence } from './cast-vote.ts'
import { type Moved, refused } from './move.ts'
import type { ActionRecord } from './record.ts'

export interface GlassCall {
  readonly person: Person
  readonly from: ChatIdentity
  readonly now: number
  /** Asked anew at this moment. */
  readonly isAllowed: boolean
  readonly typed: string
  readonly phrase: string
  readonly reason: string
  readonly reviewWithinMs: number
  /** Where the board goes, the approvers, and where there may be more whom nobody could read. */
  readonly places: readonly Destination[]
  readonly skipped: readonly Destination[]
  readonly unreadable: readonly Platform[]
}

const whyNot = (record: ActionRecord, call: GlassCall): Moved | undefined => {
  if (!samePerson(record.asker, call.person))
    return refused('not-yours', `Only ${record.asker.name} can break the glass for ${record.id}.`)
  if (record.state !== 'asked') return refused('decided', decidedSentence(record))
  if (!call.isAllowed) return refused('may-not', 'You may not break the glass here. Ask for approval instead.')
  if (call.now >= (record.lapsesAt ?? call.now + 1))
    return refused('lapsed', 'This plan is older than half an hour. Type the command again for a fresh one.')
  const blocker = record.plan.findings.blockers[0]
  if (blocker !== undefined) return refused('blocked', `${blocker.sentence} ${blocker.advice}`)
  if (call.typed.trim().toLowerCase() !== call.phrase.toLowerCase())
    return refused('phrase', `Nothing was done: the phrase to type is "${call.phrase}". Press the button again.`)
  if (call.reason.trim() === '') return refused('reason', 'Nothing was done: say why it cannot wait for an approval.')
  return undefined
}

/** asked → approved without any vote: loud, reasoned, and with a review owed. What never bends does not bend for it. */
export const breakGlass = (record: ActionRecord, call: GlassCall): Moved => {
  const not = whyNot(record, call)
  if (not !== undefined) return not
  const { now, reason, reviewWithinMs, unreadable } = call
  const isComplete = unreadable.length === 0
  return {
    kind: 'move',
    move: {
      record: {
        ...record,
        state: 'approved',
        stateSince: now,
        requestedAt: now,
        decidedAt: now,
        reason,
        breakGlass: true,
        review: { by: now + reviewWithinMs, ...(isComplete ? {} : { untold: unreadable }) },
      },
      events: [
        {
          what: 'break-glass.used',
          actor: actorOf(call.person, call.from),
          facts: {
            ...approvalPapers(record),
            reason,
            skipped: call.skipped.length,
            ...(isComplete ? {} : { unreadable }),
            reviewBy: new Date(now + reviewWithinMs).toISOString(),
          },
        },
      ],
      owed: [
        ...call.places.map((to) => ({ kind: 'place', to }) as const),
        ...call.skipped.map((to) => ({ kind: 'notice', notice: 'break-glass', to }) as const),
      ],
      ...(record.lapsesAt === undefined ? {} : { unlessAfter: record.lapsesAt }),
    },
  }
}
