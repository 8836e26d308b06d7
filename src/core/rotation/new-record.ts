import { actorOf } from '../audit/actor-of.ts'
import type { Destination } from '../people/destination.ts'
import type { ChatIdentity, Person } from '../people/person.ts'
import type { Ask } from '../plan/ask.ts'
import type { Binding, Plan, PlannedEntry, PlannedTarget, PlannedToken } from '../plan/plan.ts'
import type { NewRecord } from '../ports/records.ts'
import { recordPart } from '../request/move.ts'
import type { Candidate, NewToken, Part, Target } from '../request/part.ts'
import type { Policy } from '../request/policy.ts'
import type { ActionRecord } from '../request/record.ts'
import type { Network } from '../token/network.ts'
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

/** Of the candidate of one EdgeWorker's base version. */
export const candidateId = (edgeWorkerId: string, baseVersion: string): string => `c:${edgeWorkerId}@${baseVersion}`

/** A token that is there already was not made by this record: it is never revoked by it. */
const newTokenOf = ({ name, uuid, scope, fingerprint }: PlannedToken): NewToken => {
  const base = { kind: 'new-token', id: `n:${name}`, name } as const
  if (uuid === undefined) return { ...base, state: 'planned' }
  return { ...base, state: 'complete', uuid, scope, ...(fingerprint === undefined ? {} : { fingerprint }) }
}

/** Every entry that changes in the base, whichever of its targets names it, once. */
const entriesOf = (targets: readonly PlannedTarget[]): readonly PlannedEntry[] => [
  ...new Map(
    targets.flatMap((target) => target.entries).map((entry) => [`${entry.path}\n${entry.key}`, entry]),
  ).values(),
]

/** One candidate per base of the binding's targets. `k`: how many its EdgeWorker has had. */
export const candidatesFor = ({ targets: all, helper }: Binding): readonly Candidate[] => {
  const byBase = Map.groupBy(all, (target) => candidateId(target.edgeWorkerId, target.baseVersion))
  return [...byBase].flatMap(([id, targets]) =>
    targets.slice(0, 1).map(({ edgeWorkerId, baseVersion, baseChecksum }) => ({
      kind: 'candidate' as const,
      id,
      edgeWorkerId,
      baseVersion,
      baseChecksum,
      entries: entriesOf(targets),
      ...(helper === undefined ? {} : { helper: true as const }),
      k: 1,
      state: 'planned' as const,
    })),
  )
}

const targetId = (edgeWorkerId: string, network: Network): string =>
  `${edgeWorkerId}-${network === 'STAGING' ? 'S' : 'P'}`

/** Which targets run inside of it, and which EdgeWorkers it runs inside of. */
const kinOf = ({ binding, findings }: Plan, { edgeWorkerId, network }: PlannedTarget) => {
  const here = (findings.family ?? []).filter((one) => one.network === network)
  const isTarget = (id: string): boolean =>
    binding.targets.some((one) => one.edgeWorkerId === id && one.network === network)
  const children = here.filter((one) => one.parent === edgeWorkerId && isTarget(one.child))
  const parents = here.filter((one) => one.child === edgeWorkerId)
  return {
    ...(children.length === 0 ? {} : { children: children.map((one) => targetId(one.child, network)) }),
    ...(parents.length === 0 ? {} : { parents: parents.map((one) => one.parent) }),
  }
}

const targetFor = (plan: Plan, planned: PlannedTarget): Target => {
  const { edgeWorkerId, network, baseVersion } = planned
  return {
    kind: 'target',
    id: targetId(edgeWorkerId, network),
    edgeWorkerId,
    network,
    baseVersion,
    candidate: candidateId(edgeWorkerId, baseVersion),
    state: 'planned',
    attempt: 1,
    ...kinOf(plan, planned),
  }
}

/** A retry has no parts of its own: approved, it changes those of the rotation that it belongs to. */
const partsOf = (plan: Plan): readonly Part[] => {
  const { binding } = plan
  if (binding.action === 'retry') return []
  const targets = binding.targets.map((planned) => targetFor(plan, planned))
  return [...(binding.new ?? []).map(newTokenOf), ...candidatesFor(binding), ...targets]
}

const askedFacts = ({ plan, mark, parent, owner, reason }: ActionRecord) => ({
  digest: plan.digest,
  action: plan.binding.action,
  mark,
  owner,
  ...(parent === undefined ? {} : { parent }),
  ...(reason === undefined ? {} : { reason }),
})

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
    ...(ask.parent === undefined ? {} : { parent: ask.parent }),
    ...(asked.askedIn === undefined ? {} : { askedIn: asked.askedIn }),
    ...(asked.reason === undefined ? {} : { reason: asked.reason }),
  }
  return {
    record,
    parts: partsOf(plan),
    due: { [recordPart]: now + askedLapsesAfterMs },
    events: [{ what: 'request.asked', actor: actorOf(person, from), facts: askedFacts(record) }],
    owed: [],
  }
}
