import { describe, expect, test } from 'vitest'
import { askApproval } from '../../../src/core/request/ask-approval.ts'
import type { Moved } from '../../../src/core/request/move.ts'
import { withdraw } from '../../../src/core/request/withdraw.ts'
import { from, now, person, requested } from './record-fixture.ts'

const [ana, ben] = [person('ana'), person('ben')]
const place = { kind: 'channel', platform: 'slack', id: 'C1' } as const
const call = { person: ana, from: from(ana), now: now + 1000, canVote: 1, places: [place] }
const asked = requested({ state: 'asked', lapsesAt: now + 1_800_000 })

const codeOf = (moved: Moved): string =>
  moved.kind === 'refused' ? moved.refusal.code : `moved to ${moved.move.record.state}`

describe('asking for approval', () => {
  test('tells others, with a lapse and an owed card in one commit', () => {
    const moved = askApproval(asked, call)
    expect(moved).toMatchObject({
      kind: 'move',
      move: { record: { state: 'requested' }, owed: [{ kind: 'place', to: place }] },
    })
  })

  test.each([
    ['not-yours', { person: ben, from: from(ben) }],
    ['nobody-can-approve', { canVote: 0 }],
    ['lapsed', { now: now + 1_800_000 }],
  ] as const)('is refused as %s', (code, change) => {
    expect(codeOf(askApproval(asked, { ...call, ...change }))).toBe(code)
  })

  test.each([
    [1, 0, /one approval is needed, and nobody could give one\. Ask an operator/],
    [2, 1, /2 approvals are needed, and only 1 could give one\. Ask an operator/],
  ] as const)('that needs %i and can have %i says so', (approvals, canVote, said) => {
    const strict = { ...asked, policy: { ...asked.policy, approvals } }
    expect(askApproval(strict, { ...call, canVote })).toMatchObject({
      refusal: { sentence: expect.stringMatching(said) },
    })
  })

  test('is refused while the plan has a blocker, with what to do', () => {
    const blocker = { code: 'unused', sentence: 'Nothing uses it.', advice: 'Revoke it instead.' }
    const blocked = { ...asked, plan: { ...asked.plan, findings: { ...asked.plan.findings, blockers: [blocker] } } }
    expect(askApproval(blocked, call)).toMatchObject({ refusal: { sentence: 'Nothing uses it. Revoke it instead.' } })
  })

  test('wants a reason where the policy does', () => {
    const strict = { ...asked, policy: { ...asked.policy, reason: 'required' as const } }
    expect(codeOf(askApproval(strict, call))).toBe('reason')
    expect(codeOf(askApproval(strict, { ...call, reason: 'six days left' }))).toBe('moved to requested')
  })

  test('twice is refused', () => {
    expect(codeOf(askApproval(requested(), call))).toBe('already')
  })
})

describe('withdrawing', () => {
  test('is the asker’s until something has begun', () => {
    expect(codeOf(withdraw(requested(), call))).toBe('moved to withdrawn')
    expect(codeOf(withdraw(requested({ state: 'approved' }), call))).toBe('moved to withdrawn')
    expect(codeOf(withdraw(requested({ state: 'staging' }), call))).toBe('too-late')
  })

  test('takes back a vote while nothing is decided, and nothing of anybody else', () => {
    const vote = { kind: 'approve', person: ben, by: from(ben), at: now } as const
    const voted = requested({ votes: [vote], policy: { ...requested().policy, approvals: 2 } })
    const moved = withdraw(voted, { ...call, person: ben, from: from(ben) })
    expect(moved).toMatchObject({ move: { record: { state: 'requested', votes: [] } } })
    expect(codeOf(withdraw(voted, { ...call, person: person('cho') }))).toBe('nothing-of-yours')
  })
})
