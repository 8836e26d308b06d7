import { expect, test } from 'vitest'
import type { Binding } from '../../../src/core/plan/plan.ts'
import { whatMoved } from '../../../src/core/plan/what-moved.ts'

const binding = (name: string, key = 'namespace-marketing'): Binding => ({
  v: 1,
  account: 'acme',
  action: 'rotate',
  old: { name: 'mkt_token1', uuid: 'u-1' },
  new: [
    {
      name,
      generation: 'auto-refreshing',
      scope: { namespaces: { marketing: ['r'] }, networks: ['STAGING', 'PRODUCTION'], edgeWorkerIds: [] },
    },
  ],
  targets: [
    {
      edgeWorkerId: '1',
      network: 'STAGING',
      baseVersion: '1.0',
      baseChecksum: 'c',
      entries: [{ path: 'edgekv_tokens.js', key, from: 'mkt_token1', to: name }],
    },
  ],
  options: {},
})

test('a name that is taken is all that is told of it: no EdgeWorker uses the token in another way because of that', () => {
  expect(whatMoved(binding('mkt_token1_r2'), binding('mkt_token1_r3'))).toBe(
    'What was planned has changed: mkt_token1_r2 is taken, the new token would be called mkt_token1_r3.',
  )
})

test('an entry under another key is told', () => {
  expect(whatMoved(binding('mkt_token1_r2'), binding('mkt_token1_r2', 'namespace-default'))).toBe(
    'What was planned has changed: EdgeWorker 1 on staging uses the token in another way.',
  )
})
