import type { Snapshot } from '../ports/records.ts'
import { isEnd, type State } from '../request/state.ts'
import type { Next, Situation } from './next.ts'
import { abandoning } from './states/abandoning.ts'
import { creatingToken, deploying, preparing, soaking } from './states/forward.ts'
import { awaitingProduction, awaitingRevoke, awaitingSource, waitingForPeople } from './states/gates.ts'
import { held, hold, holding, troubleOf } from './states/holding.ts'
import { approved, queued } from './states/queued.ts'
import { confirming, refreshingToken, revoking } from './states/revocation.ts'

type Rule = (snapshot: Snapshot, situation: Situation) => Next

const nothing: Rule = () => ({ kind: 'stay', due: 'never' })

const rules: Readonly<Record<State, Rule>> = {
  asked: waitingForPeople,
  requested: waitingForPeople,
  approved,
  queued,
  'creating-token': creatingToken,
  'refreshing-token': refreshingToken,
  preparing,
  staging: deploying('staging'),
  'awaiting-production': awaitingProduction,
  production: deploying('production'),
  soaking,
  'awaiting-source': awaitingSource,
  confirming,
  'awaiting-revoke': awaitingRevoke,
  revoking,
  holding,
  held,
  abandoning,
  succeeded: nothing,
  abandoned: nothing,
  denied: nothing,
  withdrawn: nothing,
  lapsed: nothing,
  void: nothing,
}

/** States in which trouble has been dealt with already, is dealt with in another way, or cannot hold anything. */
const deaf: readonly State[] = ['asked', 'requested', 'approved', 'queued', 'holding', 'held', 'abandoning']

/** What the record needs now: pure, from one snapshot and the time. */
export const nextOf: Rule = (snapshot, situation) => {
  const { state } = snapshot.record.value
  const trouble = isEnd(state) || deaf.includes(state) ? undefined : troubleOf(snapshot)
  return trouble === undefined ? rules[state](snapshot, situation) : hold(snapshot, trouble, situation.now)
}
