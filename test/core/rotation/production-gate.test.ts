import { describe, expect, test } from 'vitest'
import type { Person, Platform } from '../../../src/core/people/person.ts'
import { decidedSentence } from '../../../src/core/request/cast-vote.ts'
import { decidingGroups } from '../../../src/core/request/deciding-groups.ts'
import type { Moved } from '../../../src/core/request/move.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { remind, reminderDue } from '../../../src/core/request/remind.ts'
import { withdraw } from '../../../src/core/request/withdraw.ts'
import { voteAtGate } from '../../../src/core/rotation/moves/production-gate.ts'
import { resumed } from '../../../src/core/rotation/moves/retry.ts'
import { members, now, person, requested } from '../request/record-fixture.ts'

const [ana, ben, cho, dee] = [person('ana'), person('ben'), person('cho'), person('dee')]
const hour = 3_600_000

/** Two approvals are needed, of the request and at the gate. Ben and Cho have given the first ones. */
const atGate = (change: Partial<ActionRecord['policy']> = {}): ActionRecord =>
  requested({
    state: 'awaiting-production',
    stateSince: now,
    policy: { ...requested().policy, approvals: 2, backup: 'backups', ...change },
    votes: [ben, cho].map((voter) => ({ kind: 'approve', person: voter, by: account(voter), at: now })),
  })

const account = ({ name }: Person, platform: Platform = 'slack') => ({ platform, workspace: 'T1', user: `U${name}` })

interface How {
  readonly kind?: 'approve' | 'deny'
  readonly at?: number
  readonly on?: Platform
  readonly approvers?: readonly Person[]
}

const vote = (record: ActionRecord, who: Person, how: How = {}): Moved => {
  const { kind = 'approve', at = now + hour, on = 'slack', approvers = [ana, ben, cho] } = how
  return voteAtGate(record, { kind, person: who, from: account(who, on), now: at, approvers: members(...approvers) })
}

const codeOf = (moved: Moved): string =>
  moved.kind === 'refused' ? moved.refusal.code : `moved to ${moved.move.record.state}`

const recordAfter = (moved: Moved): ActionRecord => {
  if (moved.kind === 'refused') throw new Error(moved.refusal.sentence)
  return moved.move.record
}

describe('the gate before production', () => {
  test('takes as many approvals as the policy of the request, and lets go on with the last one only', () => {
    const first = vote(atGate(), ben)
    expect(codeOf(first)).toBe('moved to awaiting-production')
    expect(first.kind === 'move' && first.move).toMatchObject({ due: now + 8 * hour, unlessAfter: now + 8 * hour })
    expect(codeOf(vote(recordAfter(first), ben))).toBe('voted')
    const second = vote(recordAfter(first), cho)
    expect(codeOf(second)).toBe('moved to production')
    expect(recordAfter(second).gate?.votes.map((one) => one.person.name)).toEqual(['ben', 'cho'])
    expect(second.kind === 'move' && second.move.events?.map(({ what }) => what)).toEqual([
      'request.vote',
      'rotation.state',
    ])
  })

  test('refuses the asker unless the policy lets them, strangers, and who may be the asker on another platform', () => {
    expect(codeOf(vote(atGate(), ana))).toBe('own-request')
    expect(codeOf(vote(atGate({ selfApproval: true, approvals: 1 }), ana))).toBe('moved to production')
    expect(codeOf(vote(atGate(), dee))).toBe('not-an-approver')
    const stranger = person('eli', false)
    expect(codeOf(vote(atGate(), stranger, { on: 'teams', approvers: [stranger] }))).toBe('not-linked')
  })

  test('does not count the vote of somebody who may not any more', () => {
    const first = recordAfter(vote(atGate(), ben))
    const second = vote(first, cho, { approvers: [cho, dee] })
    expect(codeOf(second)).toBe('moved to awaiting-production')
    expect(second.kind === 'move' && second.move.events?.[0]?.facts).toMatchObject({ gate: 'production', lost: 1 })
    expect(codeOf(vote(recordAfter(second), dee, { approvers: [cho, dee] }))).toBe('moved to production')
  })

  test('gives a vote back while it is open, to the one who gave it', () => {
    const first = recordAfter(vote(atGate(), ben))
    const call = (who: Person) => ({ person: who, from: account(who), now: now + hour })
    const back = withdraw(first, call(ben))
    expect(recordAfter(back)).toMatchObject({ state: 'awaiting-production', gate: { votes: [] } })
    expect(codeOf(withdraw(first, call(cho)))).toBe('decided')
    expect(codeOf(withdraw(first, call(ana)))).toBe('too-late')
    expect(codeOf(withdraw(recordAfter(vote(first, cho)), call(ben)))).toBe('decided')
  })

  test('one denial holds it, and Retry asks anew, with a time and votes of its own', () => {
    const denied = vote(recordAfter(vote(atGate(), ben)), cho, { kind: 'deny' })
    expect(recordAfter(denied)).toMatchObject({ state: 'holding', leftState: 'awaiting-production' })
    expect(decidedSentence(recordAfter(denied))).toMatch(/^R42 is held\. cho does not let it into production/)
    const again = resumed({ ...recordAfter(denied), state: 'held' }, now + 30 * hour)
    expect(again).toMatchObject({ state: 'awaiting-production', stateSince: now + 30 * hour })
    expect(again.gate).toBeUndefined()
    expect(codeOf(vote(again, ben, { at: now + 31 * hour }))).toBe('moved to awaiting-production')
  })

  test('is too late at the very moment of its lapse', () => {
    expect(codeOf(vote(atGate(), ben, { at: now + 8 * hour - 1 }))).toBe('moved to awaiting-production')
    expect(codeOf(vote(atGate(), ben, { at: now + 8 * hour }))).toBe('lapsed')
  })

  test('reminds at half and nine tenths, and from half on the backup group decides too', () => {
    const record = { ...atGate(), reminded: 'nine-tenths' as const }
    const owner = { approvers: 'edge-approvers' }
    expect(decidingGroups(owner, record)).toEqual(['edge-approvers'])
    expect(reminderDue(record, now + 3 * hour)).toBeUndefined()
    expect(reminderDue(record, now + 4 * hour)).toBe('half')
    const move = remind(record, 'half', [{ kind: 'direct', identity: account(dee) }])
    expect(move).toMatchObject({ due: now + 8 * hour, record: { gate: { votes: [], reminded: 'half' } } })
    expect(move?.owed?.map(({ kind }) => kind)).toEqual(['notice', 'board', 'notice'])
    const asked = move?.record ?? record
    expect(decidingGroups(owner, asked)).toEqual(['edge-approvers', 'backups'])
    expect(reminderDue(asked, now + 5 * hour)).toBeUndefined()
    expect(reminderDue(asked, now + 7.5 * hour)).toBe('nine-tenths')
  })

  test('tells who comes late who let it into production', () => {
    const done = recordAfter(vote(recordAfter(vote(atGate(), ben)), cho))
    expect(codeOf(vote(done, ben))).toBe('not-waiting')
    expect(decidedSentence(done)).toBe('R42 was already approved for production by cho.')
  })
})
