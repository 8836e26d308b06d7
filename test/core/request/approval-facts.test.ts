import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { approvalFacts, approvalPapers } from '../../../src/core/request/approval-facts.ts'
import { requested } from './record-fixture.ts'

const sha256 = (text: string | undefined) => createHash('sha256').update(String(text)).digest('hex')

test('a policy is named by what it matches, and the one that matches everything is the default', () => {
  const { policy } = requested()
  const match = { action: 'rotate', network: 'PRODUCTION' } as const
  expect(approvalFacts(requested())['policy']).toBe('default')
  expect(approvalFacts(requested({ policy: { ...policy, match } }))['policy']).toBe('action=rotate network=PRODUCTION')
})

test('any rule that changes changes the hash of the policy', () => {
  const { policy } = requested()
  const hashes = [policy, { ...policy, approvals: 2 }, { ...policy, selfApproval: true }].map(
    (one) => approvalFacts(requested({ policy: one }))['policyHash'],
  )
  expect(new Set(hashes).size).toBe(3)
})

test('the papers are the very texts that the digests are of', () => {
  const { plan, rules, policyHash } = approvalPapers(requested())
  expect(sha256(rules)).toBe(policyHash)
  expect(JSON.parse(String(plan))).toEqual(requested().plan.binding)
})
