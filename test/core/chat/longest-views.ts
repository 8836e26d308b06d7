import { auditView } from '../../../src/core/chat/views/audit-view.ts'
import { askedView, glassView, planOnlyView } from '../../../src/core/chat/views/plan-view.ts'
import { statusView } from '../../../src/core/chat/views/status-view.ts'
import type { PlannedTarget } from '../../../src/core/plan/plan.ts'
import { now, requested } from '../request/record-fixture.ts'

const name = 'n'.repeat(32)
const targets: PlannedTarget[] = Array.from({ length: 300 }, (_, n) => ({
  edgeWorkerId: String(100_000 + n),
  network: n % 2 === 0 ? 'STAGING' : 'PRODUCTION',
  baseVersion: 'v'.repeat(32),
  baseChecksum: 'c'.repeat(64),
  entries: [{ path: 'p'.repeat(200), key: `namespace-${'k'.repeat(128)}`, from: name, to: name }],
}))
const remark = { code: 'x', sentence: 's'.repeat(600), advice: 'a'.repeat(600), where: 'w'.repeat(200) }
const long = requested({
  account: 'a'.repeat(100),
  id: 'R999999999',
  reason: 'r'.repeat(500),
  outcome: 'o'.repeat(1_000),
  startedAt: now,
  review: { by: now },
  trouble: { ...remark, at: now },
})
const { plan } = long
const remarks = Array.from({ length: 30 }, () => remark)
export const longestRecord = {
  ...long,
  plan: {
    ...plan,
    binding: { ...plan.binding, account: 'a'.repeat(100), old: { name, uuid: 'u' }, targets },
    findings: { ...plan.findings, headline: 'h'.repeat(500), blockers: [], warnings: remarks, blindSpots: remarks },
  },
}
/** A record with 300 targets, and everything that can be said of it. */
export const longestSnapshot = { record: { value: longestRecord, ver: 1 }, parts: new Map() }
const event = { what: 'request.refused', actor: { kind: 'bot' }, facts: { reason: 'r'.repeat(500) }, at: now } as const
/** What the longest legal names and reasons make of every view that people can ask for. */
export const longestViews = {
  plan: planOnlyView(longestRecord.plan),
  asked: askedView(longestRecord, { group: 'g'.repeat(100), canVote: 1 }),
  'break-glass': glassView(longestRecord),
  status: statusView(Array.from({ length: 300 }, () => longestRecord)),
  audit: auditView({
    token: name,
    account: 'a'.repeat(100),
    since: now,
    timeline: Array.from({ length: 500 }, () => ({ ...event, id: 'R999999999' })),
  }),
}
