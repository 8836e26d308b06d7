import type { ActionRecord } from './record.ts'
import type { Vote } from './vote.ts'

/** What people decide on now: the request, or whether it goes to production. Times in ms UTC; from `until` on it has lapsed. */
export interface Poll {
  readonly about: 'request' | 'production'
  readonly votes: readonly Vote[]
  readonly from: number
  readonly until: number
  readonly reminded?: NonNullable<ActionRecord['reminded']>
}

const remindedOf = (reminded: ActionRecord['reminded']): Pick<Poll, 'reminded'> =>
  reminded === undefined ? {} : { reminded }

/** The vote that is open, if any. The gate before production has the policy of the request, and votes and a time of its own. */
export const pollOf = (record: ActionRecord): Poll | undefined => {
  const { state, stateSince, policy, votes, requestedAt = stateSince, reminded, gate } = record
  if (state === 'requested') {
    const until = record.lapsesAt ?? Number.POSITIVE_INFINITY
    return { about: 'request', votes, from: requestedAt, until, ...remindedOf(reminded) }
  }
  if (state !== 'awaiting-production') return undefined
  const until = stateSince + policy.lapseAfterMs
  return { about: 'production', votes: gate?.votes ?? [], from: stateSince, until, ...remindedOf(gate?.reminded) }
}

/** The record with this about its open vote. */
export const withPoll = (record: ActionRecord, poll: Pick<Poll, 'about' | 'votes' | 'reminded'>): ActionRecord => {
  const { about, votes, reminded } = poll
  if (about === 'production') return { ...record, gate: { votes, ...remindedOf(reminded) } }
  return { ...record, votes, ...remindedOf(reminded) }
}
