import { expect, test } from 'vitest'
import type { Action, Plan } from '../../../src/core/plan/plan.ts'
import { actions } from '../../../src/core/plan/plan.ts'
import type { Policy, PolicyMatch } from '../../../src/core/request/policy.ts'
import { policyOf } from '../../../src/core/request/policy-of.ts'
import { requested } from './record-fixture.ts'

const planOf = (action: Action): Plan => {
  const { plan } = requested()
  const target = {
    edgeWorkerId: '4101',
    network: 'PRODUCTION',
    baseVersion: '1',
    baseChecksum: 'c',
    entries: [],
  } as const
  return { ...plan, binding: { ...plan.binding, action, targets: [target] } }
}
const { policy } = requested()
const matching = (match: PolicyMatch, approvals: number): Policy => ({ ...policy, match, approvals })
const rest = matching({}, 1)

test('nobody gets around a policy for rotations by another word for one', () => {
  const strict = matching({ action: 'rotate', network: 'PRODUCTION' }, 2)
  const approvals = actions.map((action) => [action, policyOf([strict, rest], planOf(action)).approvals])
  expect(Object.fromEntries(approvals)).toEqual({
    create: 1,
    refresh: 1,
    revoke: 1,
    rotate: 2,
    migrate: 2,
    retry: 2,
    adopt: 2,
  })
})

test('what stands before it is for its own word alone', () => {
  const policies = [matching({ action: 'migrate' }, 3), matching({ action: 'rotate' }, 2), rest]
  expect(policyOf(policies, planOf('migrate')).approvals).toBe(3)
  expect(policyOf(policies, planOf('rotate')).approvals).toBe(2)
})
