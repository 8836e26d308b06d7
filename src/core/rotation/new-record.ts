import { actorOf } from '../audit/actor-of.ts'
import type { Destination } from '../people/destination.ts'
import type { ChatIdentity, Person } from '../people/person.ts'
import type { Ask } from '../plan/ask.ts'
import type { Plan, PlannedTarget } from '../plan/plan.ts'
import type { NewRecord } from '../ports/records.ts'
import { recordPart } from '../request/move.ts'
import type { Candidate, NewToken, Part, Target } from '../request/part.ts'
import type { Policy } from '../request/policy.ts'
import type { ActionRecord } from '../request/record.ts'
import { askedLapsesAfterMs } from './times.ts'

export interface Asked {
  readonly id: string
  readonly mark: string
  readonly ask: Ask
  readonly plan: Plan
  readonly policy: Policy
  readonly person: Person
  readonly from: ChatIdentity
  readonly now: number
  readonly askedIn?: Destination
  readonly reason?: string
}

const candidateId = (edgeWorkerId: string, baseVersion: string): string => `c:${edgeWorkerId}@${baseVersion}`

const newTokens = (plan: Plan): readonly NewToken[] =>
  (plan.binding.new ?? []).map((token) => ({
    kind: 'new-token',
    id: `n:${token.name}`,
    name: token.name,
    state: 'planned',
  }))

const candidates = (plan: Plan): readonly Candidate[] => {
  const bases = new Map(
    plan.binding.targets.map((target) => [candidateId(target.edgeWorkerId, target.baseVersion), target]),
  )
  return [...bases].map(([id, { edgeWorkerId, baseVersion, baseChecksum }]) => ({
    kind: 'candidate',
    id,
    edgeWorkerId,
    baseVersion,
    baseChecksum,
    k: 1,
    state: 'planned',
  }))
}

const targetOf = ({ edgeWorkerId, network, baseVersion }: PlannedTarget): Target => ({
  kind: 'target',
  id: `${edgeWorkerId}-${network === 'STAGING' ? 'S' : 'P'}`,
  edgeWorkerId,
  network,
  baseVersion,
  candidate: candidateId(edgeWorkerId, baseVersion),
  state: 'planned',
  attempt: 1,
})

const partsOf = (plan: Plan): readonly Part[] => [
  ...newTokens(plan),
  ...candidates(plan),
  ...plan.binding.targets.map(targetOf),
]

/** A fresh record in `asked`, with every part of the rotation it may become. Nobody else hears of it yet. */
export const newRecord = (asked: Asked): NewRecord => {
  const { id, mark, ask, plan, policy, person, from, now } = asked
  const record: ActionRecord = {
    v: 1,
    account: ask.account,
    id,
    mark,
    state: 'asked',
    stateSince: now,
    ask,
    plan,
    asker: person,
    askedFrom: from,
    owner: plan.findings.owner,
    policy,
    votes: [],
    askedAt: now,
    lapsesAt: now + askedLapsesAfterMs,
    ...(asked.askedIn === undefined ? {} : { askedIn: asked.askedIn }),
    ...(asked.reason === undefined ? {} : { reason: asked.reason }),
  }
  return {
    record,
    parts: partsOf(plan),
    due: { [recordPart]: now + askedLapsesAfterMs },
    events: [{ what: 'request.asked', actor: actorOf(person, from), facts: { digest: plan.digest } }],
    owed: [],
  }
}
