import { describe, expect, test } from 'vitest'
import { auditView } from '../../../src/core/chat/views/audit-view.ts'
import { boardView } from '../../../src/core/chat/views/board-view.ts'
import { noticeView } from '../../../src/core/chat/views/notice-view.ts'
import { askedView, glassView, planOnlyView } from '../../../src/core/chat/views/plan-view.ts'
import { statusView } from '../../../src/core/chat/views/status-view.ts'
import type { PlannedTarget } from '../../../src/core/plan/plan.ts'
import { notices } from '../../../src/core/request/notice.ts'
import { states } from '../../../src/core/request/state.ts'
import { renderHome, renderView } from '../../../src/slack/render-view.ts'
import { aboveLimits, hasPublishedLimits } from '../../slack/support/published-limits.ts'
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
const record = {
  ...long,
  plan: {
    ...plan,
    binding: { ...plan.binding, account: 'a'.repeat(100), old: { name, uuid: 'u' }, targets },
    findings: { ...plan.findings, headline: 'h'.repeat(500), blockers: [], warnings: remarks, blindSpots: remarks },
  },
}
const snapshot = { record: { value: record, ver: 1 }, parts: new Map() }
const event = { what: 'request.refused', actor: { kind: 'bot' }, facts: { reason: 'r'.repeat(500) }, at: now } as const
const views = {
  plan: planOnlyView(record.plan),
  asked: askedView(record, { group: 'g'.repeat(100), canVote: 1 }),
  'break-glass': glassView(record),
  status: statusView(Array.from({ length: 300 }, () => record)),
  audit: auditView({
    token: name,
    account: 'a'.repeat(100),
    since: now,
    timeline: Array.from({ length: 500 }, () => ({ ...event, id: 'R999999999' })),
  }),
}

describe.skipIf(!hasPublishedLimits)('with the longest names and reasons and 300 targets, Slack takes', () => {
  test.for(Object.entries(views))('the view of %s, as a message and in App Home', ([, view]) => {
    expect(aboveLimits(renderView(view).blocks)).toEqual([])
    expect(renderView(view).blocks.length).toBeLessThanOrEqual(50)
    expect(renderHome(view).blocks.length).toBeLessThanOrEqual(100)
  })

  test.for(states)('the board in state %s', (state) => {
    const value = { ...record, state }
    const { blocks } = renderView(boardView({ ...snapshot, record: { value, ver: 1 } }, { approvers: 'g'.repeat(100) }))
    expect(aboveLimits(blocks)).toEqual([])
    expect(blocks.length).toBeLessThanOrEqual(50)
  })

  test.for(notices)('the notice %s', (notice) => {
    expect(aboveLimits(renderView(noticeView(notice, snapshot)).blocks)).toEqual([])
  })
})
