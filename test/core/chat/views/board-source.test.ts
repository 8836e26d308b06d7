import { expect, test } from 'vitest'
import { boardView } from '../../../../src/core/chat/views/board-view.ts'
import type { State } from '../../../../src/core/request/state.ts'
import { requested } from '../../request/record-fixture.ts'

const asksForSource = (state: State, leftState?: State): boolean => {
  const record = requested({ state, ...(leftState === undefined ? {} : { leftState }) })
  const source = [
    { edgeWorkerId: '1', path: 'edgekv_tokens.js', key: 'namespace-marketing', tokenName: 'mkt_token1_r2' },
  ]
  const plan = { ...record.plan, findings: { ...record.plan.findings, source } }
  const view = boardView({ record: { value: { ...record, plan }, ver: 1 }, parts: new Map() }, { approvers: 'g' })
  return JSON.stringify(view.blocks).includes('Change your own repository too')
}

test('the board asks for the own repository once the new token runs everywhere, held or not', () => {
  expect(asksForSource('soaking')).toBe(true)
  expect(asksForSource('awaiting-source')).toBe(true)
  expect(asksForSource('held', 'awaiting-source')).toBe(true)
})

test('what is held before that, or on its way back, asks nobody for an entry whose token may go', () => {
  for (const left of ['creating-token', 'preparing', 'staging', 'production', 'abandoning'] as const)
    expect([left, asksForSource('held', left)]).toEqual([left, false])
})
