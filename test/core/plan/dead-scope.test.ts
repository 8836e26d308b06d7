import { expect, test } from 'vitest'
import type { ContentEntry } from '../../../src/core/inventory/bundle-contents.ts'
import type { InventoryToken } from '../../../src/core/inventory/inventory.ts'
import type { Ask } from '../../../src/core/plan/ask.ts'
import { deadScope } from '../../../src/core/plan/dead-scope.ts'
import type { BindingFacts } from '../../../src/core/plan/plan-facts.ts'
import type { Scope } from '../../../src/core/token/scope.ts'

const token: InventoryToken = { name: 'mkt_token1', uuid: 'u-1', expiry: '2026-01-01', expired: true }
const claimed: Scope = {
  namespaces: { marketing: ['r'] },
  networks: ['STAGING', 'PRODUCTION'],
  edgeWorkerIds: ['4101'],
}
const ask: Ask = { action: 'rotate', account: 'acme', token: 'mkt_token1' }

const entry = (more: Partial<ContentEntry>): ContentEntry => ({
  path: 'edgekv_tokens.js',
  key: 'namespace-marketing',
  namespace: 'marketing',
  name: 'mkt_token1',
  kind: 'value',
  fingerprint: 'f-1',
  line: 1,
  ...more,
})

const factsWith = (...entries: readonly ContentEntry[]): BindingFacts => ({
  now: 0,
  account: 'acme',
  generation: 'expiring',
  dead: true,
  reserved: [],
  scan: {
    inventory: {
      account: 'acme',
      scannedAt: 0,
      tokens: [token],
      edgeWorkers: [],
      usages: [],
      problems: [],
      errors: [],
      history: [],
    },
    live: [
      {
        activation: {
          activationId: 1,
          edgeWorkerId: '4101',
          network: 'STAGING',
          version: '1.0',
          status: 'COMPLETE',
          createdTime: '2026-01-01',
        },
        contents: { version: '1.0', sha256: 'x', entries, strays: [], problems: [], dependencies: [], writes: 'no' },
      },
    ],
  },
})

test('what a dead token allowed is taken from the key in a live bundle', () => {
  expect(deadScope(ask, factsWith(entry({ scope: claimed })), token)).toEqual({ scope: claimed, from: 'bundle' })
})

test('what the asker says of a dead token wins over what a bundle claims', () => {
  const scope = { namespaces: { other: ['r' as const] }, networks: ['STAGING' as const] }
  expect(deadScope({ ...ask, scope }, factsWith(entry({ scope: claimed })), token)).toEqual({
    scope: { ...scope, edgeWorkerIds: [] },
    from: 'ask',
  })
})

test.each([
  ["another token's key", entry({ name: 'other', scope: claimed })],
  ['a key without claims', entry({})],
  ['a key that claims no network', entry({ scope: { ...claimed, networks: [] } })],
])('%s says nothing of the dead token', (_, one) => {
  expect(deadScope(ask, factsWith(one), token)).toBeUndefined()
})
