import { expect, test } from 'vitest'
import { tokenFigures } from '../../src/app/token-figures.ts'
import type { Inventory, Usage } from '../../src/core/inventory/inventory.ts'

const now = Date.parse('2026-11-24T12:00:00Z')

const usage = (tokenName: string, uuid: string): Usage => ({
  edgeWorkerId: '4101',
  network: 'PRODUCTION',
  version: '1.1',
  checksum: 'c',
  path: 'edgekv_tokens.js',
  key: 'namespace-a',
  namespace: 'a',
  tokenName,
  kind: 'reference',
  uuid,
})

test('figures count days by the expiry, none for a token that refreshes, and uses by the credential', () => {
  const inventory: Inventory = {
    account: 'acme',
    scannedAt: now,
    tokens: [
      { name: 'dying', uuid: 'u1', expiry: '2026-11-30', expired: false },
      { name: 'dead', uuid: 'u2', expiry: '2026-11-20', expired: true },
      { name: 'fresh', uuid: 'u3', expiry: '9999-12-31', expired: false },
    ],
    // Somebody wrote the wrong label beside the reference.
    usages: [usage('fresh', 'u3'), usage('dying', 'u3')],
    edgeWorkers: [],
    problems: [],
    errors: [],
    history: [],
  }
  expect(tokenFigures(inventory, now)).toEqual([
    { token: 'dying', usages: 0, daysLeft: 6 },
    { token: 'dead', usages: 0, daysLeft: -4 },
    { token: 'fresh', usages: 2 },
  ])
})
