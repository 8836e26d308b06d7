import { describe, expect, test } from 'vitest'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { type ReadinessTools, readinessOf } from '../../../src/core/rotation/readiness-of.ts'
import { from, now, person, requested } from '../request/record-fixture.ts'

const [ben, cho] = [person('ben'), person('cho')]

/** Those who approve today are in a Slack group; `undefined`: it cannot be read. */
const toolsOf = (members: readonly string[] | undefined): ReadinessTools => ({
  resolving: {
    groups: [{ name: 'edge-approvers', people: [], slackUserGroup: 'S1' }],
    port: {
      members: async () => members,
      isMember: async (_platform, _id, { user }) => members?.includes(user) === true,
    },
    directory: { people: [], workspaces: { slack: 'T1' }, mapByEmail: false },
  },
  owners: [{ match: {}, team: 'marketing', approvers: 'edge-approvers', members: 'everyone', visibleTo: [] }],
  planToolsFor: () => {
    throw new Error('the plan was looked at')
  },
})

const approvedBy = (...voters: readonly (typeof ben)[]): ActionRecord =>
  requested({
    state: 'approved',
    policy: { ...requested().policy, approvals: 2 },
    votes: voters.map((voter) => ({ kind: 'approve', person: voter, by: from(voter), at: now })),
  })

describe('before the first effect', () => {
  test('the vote of somebody who left the group does not count, and those that do are kept', async () => {
    const found = await readinessOf(toolsOf(['Uben']), approvedBy(ben, cho))
    expect(found).toMatchObject({ kind: 'too-few-votes', votes: [{ person: { name: 'ben' } }] })
  })

  test('nobody’s counts while the group cannot be read, and nobody’s is lost by that', async () => {
    expect(await readinessOf(toolsOf(undefined), approvedBy(ben, cho))).toMatchObject({ kind: 'unreadable' })
  })

  test('the asker’s own does not count, however it came there', async () => {
    const own = approvedBy(person('ana'), ben)
    expect(await readinessOf(toolsOf(['Uana', 'Uben']), own)).toMatchObject({ kind: 'too-few-votes', votes: [{}] })
  })

  test('enough votes let the plan be looked at, and broken glass needs none', async () => {
    await expect(readinessOf(toolsOf(['Uben', 'Ucho']), approvedBy(ben, cho))).rejects.toThrow('the plan was looked at')
    await expect(readinessOf(toolsOf([]), { ...approvedBy(), breakGlass: true })).rejects.toThrow('the plan was looked')
  })
})
