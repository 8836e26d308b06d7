import { expect, test } from 'vitest'
import { auditView, type Happened } from '../../../../src/core/chat/views/audit-view.ts'

const now = Date.parse('2026-11-24T12:00:00Z')
const bot = { kind: 'bot' } as const

const linesOf = (timeline: readonly Happened[]): readonly string[] =>
  auditView({ token: 'mkt_token1', account: 'acme', since: now, timeline }).blocks.flatMap((block) =>
    block.kind === 'steps'
      ? block.steps.map(({ text }) => text.filter((span) => typeof span === 'string').join(''))
      : [],
  )

test('each line of the timeline says which EdgeWorker, version and network it is about, as far as that is told', () => {
  const events: readonly Happened[] = [
    { what: 'version.uploaded', actor: bot, at: now, id: 'R1', facts: { edgeWorkerId: '4101', version: '1.2' } },
    { what: 'target.verified', actor: bot, at: now, id: 'R1', facts: { edgeWorkerId: '4101', network: 'PRODUCTION' } },
    {
      what: 'target.failed',
      actor: bot,
      at: now,
      id: 'R1',
      facts: { edgeWorkerId: '4102', version: '2.1', network: 'STAGING', code: 'refused' },
    },
    { what: 'token.revoked', actor: bot, at: now, id: 'R1', facts: { uuid: 'u' } },
  ]
  expect(linesOf(events)).toEqual([
    expect.stringContaining('version.uploaded (EdgeWorker 4101 1.2) by'),
    expect.stringContaining('target.verified (EdgeWorker 4101 on production) by'),
    expect.stringContaining('target.failed (EdgeWorker 4102 2.1 on staging, code refused) by'),
    expect.stringContaining('token.revoked by'),
  ])
})
