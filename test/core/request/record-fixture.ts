import type { Members } from '../../../src/core/people/members.ts'
import type { Person } from '../../../src/core/people/person.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'

export const now = Date.parse('2026-11-23T12:00:00Z')
const hour = 3_600_000

/** A configured person with a Slack account and, if wanted, a Teams one. */
export const person = (name: string, linked = true): Person => ({
  id: linked ? `person:${name}` : `slack:T1/U${name}`,
  name,
  linked,
  identities: [{ platform: 'slack', workspace: 'T1', user: `U${name}` }],
})

export const from = (one: Person) => one.identities[0] ?? { platform: 'slack' as const, workspace: 'T1', user: 'U' }

export const members = (...people: Person[]): Members => ({ group: 'edge-approvers', people, unreadable: [] })

/** A request by Ana for a rotation of `mkt_token1`, asked for and waiting. */
export const requested = (change: Partial<ActionRecord> = {}): ActionRecord => {
  const ana = person('ana')
  return {
    v: 1,
    account: 'acme',
    id: 'R42',
    mark: 'k7qx42',
    state: 'requested',
    stateSince: now,
    ask: { action: 'rotate', account: 'acme', token: 'mkt_token1' },
    plan: {
      digest: 'd'.repeat(64),
      binding: {
        v: 1,
        account: 'acme',
        action: 'rotate',
        old: { name: 'mkt_token1', uuid: 'u-1' },
        targets: [],
        options: {},
      },
      findings: {
        madeAt: now,
        owner: 'marketing',
        headline: 'This gives 1 EdgeWorker a new key.',
        edgeWorkerNames: {},
        properties: {},
        candidates: [],
        source: [],
        others: [],
        firstOnProduction: [],
        estimateMs: hour,
        blockers: [],
        warnings: [],
        blindSpots: [],
      },
    },
    asker: ana,
    askedFrom: from(ana),
    owner: 'marketing',
    policy: { match: {}, approvals: 1, selfApproval: false, reason: 'optional', lapseAfterMs: 8 * hour },
    votes: [],
    askedAt: now,
    lapsesAt: now + 8 * hour,
    ...change,
  }
}
