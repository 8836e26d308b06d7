import { z } from 'zod'
import type { Action } from '../../core/plan/plan.ts'
import { glob, matchFields } from './owners-schema.ts'
import { personOrGroupName } from './people-schema.ts'
import { count, duration, flag, listOf, oneOf } from './scalars.ts'

const action = {
  create: 'create',
  refresh: 'refresh',
  revoke: 'revoke',
  rotate: 'rotate',
  migrate: 'migrate',
  retry: 'retry',
  adopt: 'adopt',
} as const satisfies { [A in Action]: A }

const oneOfThese = (values: Readonly<Record<string, string>>): string => `one of: ${Object.values(values).join(', ')}`

const policyMatch = z
  .strictObject(
    {
      ...matchFields,
      action: z
        .enum(action, { error: oneOfThese(action) })
        .exactOptional()
        .describe('rotate is for migrate, retry and adopt as well.'),
      owner: glob.exactOptional().describe('A team of owners.'),
      compromised: z.boolean({ error: 'true or false' }).exactOptional(),
    },
    { error: 'a mapping of action, network, owner, compromised, account, token, namespace and group' },
  )
  .default({})

const policy = z
  .strictObject(
    {
      match: policyMatch,
      approvals: count(1, 20).default(1),
      approvers: personOrGroupName.exactOptional().describe("A group; default: the owner's approvers."),
      selfApproval: flag(false, 'Whether the asker may approve.'),
      reason: oneOf('optional', 'required').default('optional'),
      lapseAfter: duration({ min: '5m', max: '30d' })
        .prefault('8h')
        .describe('Reminders at half and nine tenths; the backup group is asked at half.'),
      backup: personOrGroupName.exactOptional().describe('A group.'),
    },
    { error: 'a policy: a mapping' },
  )
  .transform(({ lapseAfter, ...rest }) => ({ ...rest, lapseAfterMs: lapseAfter }))

/** Always ends with the default policy, so that one matches everything. */
export const policiesSchema = listOf(policy, 'policies')
  .default([])
  .transform((policies) => [...policies, policy.parse({})])
