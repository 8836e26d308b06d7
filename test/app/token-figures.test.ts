import { expect, test } from 'vitest'
import { tokenFigures } from '../../src/app/token-figures.ts'
import type { Inventory } from '../../src/core/inventory/inventory.ts'
import { usageOf } from '../core/inventory/support/usage-of.ts'

const now = Date.parse('2026-11-24T12:00:00Z')

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
    usages: [usageOf('fresh', 'u3'), usageOf('dying', 'u3')],
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
