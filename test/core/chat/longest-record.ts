import type { PlannedTarget } from '../../../src/core/plan/plan.ts'
import type { Held, Snapshot } from '../../../src/core/ports/records.ts'
import type { Candidate, NewToken, Part, Target } from '../../../src/core/request/part.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import type { Vote } from '../../../src/core/request/vote.ts'
import { from, now, person, requested } from '../request/record-fixture.ts'

export const longestName = 'n'.repeat(32)
/** Slack writes each `&` as five characters. */
export const longestReason = '&'.repeat(500)
/** One thing to say, with what to do. */
const longestRemark = {
  code: 'x',
  sentence: '&'.repeat(600),
  advice: 'a'.repeat(600),
  where: 'w'.repeat(200),
}

const nameOf = (half: string): string => `${'n'.repeat(28)}${half}`
const halves = [nameOf('_stg'), nameOf('_prd')]
const entry = { path: 'p'.repeat(200), key: `namespace-${'k'.repeat(128)}`, from: longestName, to: nameOf('_prd') }
const targets: PlannedTarget[] = Array.from({ length: 300 }, (_, n) => ({
  edgeWorkerId: String(100_000 + n),
  network: n % 2 === 0 ? 'STAGING' : 'PRODUCTION',
  baseVersion: 'v'.repeat(32),
  baseChecksum: 'c'.repeat(64),
  entries: [entry],
}))
const ids = targets.map(({ edgeWorkerId }) => edgeWorkerId)
const scope = {
  namespaces: Object.fromEntries(
    ids.slice(0, 20).map((id) => [`n${id}`.padEnd(32, 'n'), ['r', 'w', 'd'] as ('r' | 'w' | 'd')[]]),
  ),
  networks: ['STAGING', 'PRODUCTION'] as ('STAGING' | 'PRODUCTION')[],
  edgeWorkerIds: ids.slice(0, 8),
}

const voter = (n: number) => person(`${'b'.repeat(78)}${n}`)
const votes: readonly Vote[] = Array.from({ length: 5 }, (_, n) => ({
  kind: n === 4 ? 'deny' : 'approve',
  person: voter(n),
  by: from(voter(n)),
  at: now,
  reason: longestReason,
}))

const { plan, policy, ...long } = requested({
  account: 'a'.repeat(100),
  id: 'R999999999',
  reason: longestReason,
  outcome: 'o'.repeat(1_000),
  startedAt: now,
  soakUntil: now,
  sourceBy: now,
  decidedAt: now,
  breakGlass: true,
  review: { by: now },
  trouble: { ...longestRemark, at: now },
  waitsFor: 'w'.repeat(500),
  votes,
  gate: { votes },
  stillUsed: ids.map((edgeWorkerId) => ({
    edgeWorkerId,
    network: 'PRODUCTION',
    version: 'v'.repeat(32),
    status: 'leaving',
  })),
  blindSpots: ids.map(() => longestRemark),
})
const remarks = Array.from({ length: 30 }, () => longestRemark)

/** A record with 300 targets, and everything that can be said of it. */
export const longestRecord: ActionRecord = {
  ...long,
  policy: { ...policy, approvals: 9 },
  plan: {
    ...plan,
    binding: {
      ...plan.binding,
      account: 'a'.repeat(100),
      old: { name: longestName, uuid: 'u'.repeat(36) },
      new: halves.map((name) => ({ name, generation: 'auto-refreshing', scope })),
      targets,
      helper: { from: 'f'.repeat(32), to: 't'.repeat(32) },
    },
    findings: {
      ...plan.findings,
      headline: 'h'.repeat(500),
      edgeWorkerNames: Object.fromEntries(ids.map((id) => [id, 'e'.repeat(128)])),
      properties: Object.fromEntries(ids.map((id) => [id, [`${id}.${'w'.repeat(190)}`]])),
      source: ids.map((edgeWorkerId) => ({ ...entry, edgeWorkerId, tokenName: nameOf('_prd') })),
      approveBy: now,
      warnings: remarks,
      blindSpots: remarks,
      advice: remarks,
    },
  },
}

/** The same plan, which cannot be approved as it stands. */
export const longestBlocked: ActionRecord = {
  ...longestRecord,
  plan: { ...longestRecord.plan, findings: { ...longestRecord.plan.findings, blockers: remarks } },
}

const newToken = (name: string): NewToken => ({
  kind: 'new-token',
  id: name,
  name,
  state: 'complete',
  uuid: 'u'.repeat(36),
})
const candidate = ({ edgeWorkerId, baseVersion, baseChecksum, entries }: PlannedTarget): Candidate => ({
  kind: 'candidate',
  id: `candidate-${edgeWorkerId}`,
  edgeWorkerId,
  baseVersion,
  baseChecksum,
  entries,
  k: 1,
  state: 'uploaded',
})
const target = ({ edgeWorkerId, network, baseVersion }: PlannedTarget, n: number): Target => ({
  kind: 'target',
  id: `${edgeWorkerId}-${network}`,
  edgeWorkerId,
  network,
  baseVersion,
  candidate: `candidate-${edgeWorkerId}`,
  state: (['activating', 'waiting-for-parents', 'verified', 'failed'] as const)[Math.floor(n / 2) % 4] ?? 'planned',
  attempt: 1,
  lagging: ids,
  trouble: { ...longestRemark, at: now },
})
const parts: readonly Part[] = [...halves.map(newToken), ...targets.map(candidate), ...targets.map(target)]
const held = (value: Part): [string, Held<Part>] => [value.id, { value, ver: 1 }]

/** That record with every part of it. */
export const longestSnapshot: Snapshot = { record: { value: longestRecord, ver: 1 }, parts: new Map(parts.map(held)) }
