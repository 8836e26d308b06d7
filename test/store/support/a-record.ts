import type { Change, NewRecord } from '../../../src/core/ports/records.ts'
import type { Target } from '../../../src/core/request/part.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'

const base: Omit<ActionRecord, 'account' | 'id' | 'mark'> = {
  v: 1,
  state: 'asked',
  stateSince: 1,
  ask: { action: 'rotate', account: 'acme', token: 'mkt_token1' },
  plan: {
    binding: { v: 1, account: 'acme', action: 'rotate', targets: [], options: {} },
    digest: 'd',
    findings: {
      madeAt: 1,
      owner: 'marketing',
      headline: 'This gives 0 EdgeWorkers a new key.',
      edgeWorkerNames: {},
      properties: {},
      candidates: [],
      source: [],
      others: [],
      firstOnProduction: [],
      estimateMs: 0,
      blockers: [],
      warnings: [],
      blindSpots: [],
    },
  },
  asker: { id: 'person:first', name: 'First', linked: true, identities: [] },
  askedFrom: { platform: 'slack', workspace: 'T1', user: 'U1' },
  owner: 'marketing',
  policy: { match: {}, approvals: 1, selfApproval: false, reason: 'optional', lapseAfterMs: 1000 },
  votes: [],
  askedAt: 1,
}

export const aTarget = (id: string, patch: Partial<Target> = {}): Target => ({
  kind: 'target',
  id,
  edgeWorkerId: id.split('-')[0] ?? id,
  network: 'STAGING',
  baseVersion: '1.0',
  candidate: 'c1',
  state: 'planned',
  attempt: 1,
  ...patch,
})

/** What `Records.create` is given: a record with targets, due as told. */
export const aNewRecord =
  (patch: Partial<NewRecord> = {}, account = 'acme') =>
  (id: string, mark: string): NewRecord => ({
    record: { ...base, account, id, mark },
    parts: [aTarget('1234-S'), aTarget('1234-P')],
    due: {},
    events: [],
    owed: [],
    ...patch,
  })

let operations = 0

/** A change with nothing in it but what is told, and an operation id of its own. */
export const aChange = (record: ActionRecord, patch: Partial<Change> = {}): Change => {
  operations += 1
  return { op: `op-${operations}`, account: record.account, id: record.id, expect: {}, events: [], ...patch }
}
