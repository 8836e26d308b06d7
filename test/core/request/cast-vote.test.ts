import { describe, expect, test } from 'vitest'
import type { Person } from '../../../src/core/people/person.ts'
import { castVote } from '../../../src/core/request/cast-vote.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { from, members, now, person, requested } from './record-fixture.ts'

const [ana, ben, cho] = [person('ana'), person('ben'), person('cho')]

const vote = (record: ActionRecord, voter: Person, kind: 'approve' | 'deny' = 'approve', at = now + 1000) =>
  castVote(record, { kind, person: voter, from: from(voter), now: at, approvers: members(ben, cho, ana) })

const codeOf = (moved: ReturnType<typeof castVote>): string =>
  moved.kind === 'refused' ? moved.refusal.code : `moved to ${moved.move.record.state}`

describe('a vote', () => {
  test('of one approver decides where one is enough', () => {
    expect(codeOf(vote(requested(), ben))).toBe('moved to approved')
    expect(codeOf(vote(requested(), ben, 'deny'))).toBe('moved to denied')
  })

  test('of the asker never counts, also as an approver', () => {
    expect(codeOf(vote(requested(), ana))).toBe('own-request')
  })

  test('of the asker counts where the policy says so', () => {
    const record = requested()
    expect(codeOf(vote({ ...record, policy: { ...record.policy, selfApproval: true } }, ana))).toBe('moved to approved')
  })

  test('on what somebody started without approval comes too late, and is told so', () => {
    const record = requested({ state: 'staging', breakGlass: true })
    expect(vote(record, ben)).toMatchObject({
      refusal: { sentence: 'R42 was already started without approval by ana.' },
    })
  })

  test('of a stranger is refused', () => {
    expect(codeOf(vote(requested(), person('dee')))).toBe('not-an-approver')
  })

  test('counts once a person, and two different people make two', () => {
    const record = { ...requested(), policy: { ...requested().policy, approvals: 2 } }
    const first = vote(record, ben)
    if (first.kind !== 'move') throw new Error('the first vote was refused')
    expect(first.move.record.state).toBe('requested')
    expect(codeOf(vote(first.move.record, ben))).toBe('voted')
    expect(codeOf(vote(first.move.record, cho))).toBe('moved to approved')
  })

  test('of somebody who may not decide any more does not count beside the next one, and that is told', () => {
    const two = { ...requested(), policy: { ...requested().policy, approvals: 2 } }
    const first = vote(two, ben)
    if (first.kind !== 'move') throw new Error('the first vote was refused')
    const approvers = members(cho, person('dee'))
    const cast = (record: ActionRecord, voter: Person) =>
      castVote(record, { kind: 'approve', person: voter, from: from(voter), now: now + 2000, approvers })
    const second = cast(first.move.record, cho)
    expect(second).toMatchObject({
      move: { record: { state: 'requested', votes: [{ person: cho }] }, owed: [{}, { notice: 'votes-lost' }] },
    })
    if (second.kind !== 'move') throw new Error('the second vote was refused')
    const third = cast(second.move.record, person('dee'))
    expect(third).toMatchObject({ move: { record: { state: 'approved', votes: [{}, {}] } } })
    expect(cast(first.move.record, ben)).toMatchObject({ refusal: { code: 'not-an-approver' } })
  })

  test('before an approver group became unreadable is kept, and does not count meanwhile', () => {
    const two = { ...requested(), policy: { ...requested().policy, approvals: 2 } }
    const first = vote(two, ben)
    if (first.kind !== 'move') throw new Error('the first vote was refused')
    const approvers = { ...members(cho), unreadable: ['slack' as const] }
    const second = castVote(first.move.record, { kind: 'approve', person: cho, from: from(cho), now, approvers })
    expect(second).toMatchObject({
      move: { record: { state: 'requested', votes: [{ person: ben }, { person: cho }] } },
    })
  })

  test('at the very moment of the lapse is too late', () => {
    const record = requested()
    expect(codeOf(vote(record, ben, 'approve', record.lapsesAt ?? 0))).toBe('lapsed')
    expect(codeOf(vote(record, ben, 'approve', (record.lapsesAt ?? 0) - 1))).toBe('moved to approved')
  })

  test('on a decided request is told who decided', () => {
    const done = vote(requested(), ben)
    if (done.kind !== 'move') throw new Error('the vote was refused')
    const late = vote(done.move.record, cho)
    expect(late.kind === 'refused' && late.refusal.sentence).toBe('R42 was already approved by ben.')
  })

  test('carries the lapse into the commit, so that the store compares it too', () => {
    const record = requested()
    const moved = vote(record, ben)
    expect(moved.kind === 'move' && moved.move.unlessAfter).toBe(record.lapsesAt)
  })

  test('is an event that names the person and the digest', () => {
    const moved = vote(requested(), ben)
    expect(moved.kind === 'move' && moved.move.events).toMatchObject([
      { what: 'request.approved', actor: { kind: 'person', id: 'person:ben' }, facts: { digest: 'd'.repeat(64) } },
    ])
  })
})
