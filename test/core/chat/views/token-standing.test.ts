import { describe, expect, test } from 'vitest'
import type { Seen } from '../../../../src/core/chat/find-token.ts'
import { standingOf, worstFirst } from '../../../../src/core/chat/views/token-standing.ts'
import type { Inventory, InventoryToken } from '../../../../src/core/inventory/inventory.ts'
import { usageOf } from '../../inventory/support/usage-of.ts'

const now = Date.parse('2026-11-24T12:00:00Z')
const never = '9999-12-31'

const token = (name: string, facts: Partial<InventoryToken> = {}): InventoryToken => ({
  name,
  uuid: name,
  expiry: never,
  expired: false,
  ...facts,
})

/** The tokens as somebody sees them; those whose names begin with `used` are used. */
const seen = (tokens: readonly InventoryToken[]): readonly Seen[] => {
  const usages = tokens.filter(({ name }) => name.startsWith('used')).map(({ name }) => usageOf(name, name))
  const inventory: Inventory = {
    account: 'acme',
    scannedAt: now,
    tokens,
    usages,
    edgeWorkers: [],
    problems: [],
    errors: [],
    history: [],
  }
  const owner = { match: {}, team: 'marketing', approvers: 'g', members: 'everyone', visibleTo: [] }
  return tokens.map((one) => ({ account: 'acme', token: one, owner, inventory }))
}

const standing = (one: InventoryToken) => seen([one]).map((only) => standingOf(only, now))[0]

describe('a token stands', () => {
  test.each([
    [
      'as a problem, expired and in use',
      token('used', { expiry: '2026-11-01', expired: true }),
      'problem',
      'expired 2026-11-01',
    ],
    [
      'as something to clean up, expired and unused',
      token('idle', { expiry: '2026-11-01', expired: true }),
      'warning',
      'expired',
    ],
    [
      'as a problem, when Akamai has not renewed it',
      token('used', { nextScheduledRefreshDate: '2026-11-20' }),
      'problem',
      'overdue',
    ],
    [
      'as a problem, when Akamai could not activate it',
      token('used', { activationStatus: 'ERROR' }),
      'problem',
      'failed',
    ],
    [
      'well on the day of its refresh',
      token('used', { nextScheduledRefreshDate: '2026-11-24' }),
      'info',
      'refreshes itself',
    ],
    ['as urgent with fourteen days left', token('used', { expiry: '2026-12-08' }), 'warning', '14 days left'],
    ['well with fifteen', token('used', { expiry: '2026-12-09' }), 'info', '15 days left'],
  ])('%s', (_, one, icon, text) => {
    expect(standing(one)).toEqual({ icon, text: expect.stringContaining(text) })
  })
})

test('the worst comes first: what fails, then what is urgent, then what is used, by days left and name', () => {
  const worst = [
    token('used-dead', { expiry: '2026-11-01', expired: true }),
    token('used-overdue', { nextScheduledRefreshDate: '2026-11-20' }),
    token('idle-overdue', { nextScheduledRefreshDate: '2026-11-20' }),
    token('used-soon', { expiry: '2026-11-30' }),
    token('idle-dead', { expiry: '2026-11-01', expired: true }),
    token('idle-soon', { expiry: '2026-11-30' }),
    token('used-later', { expiry: '2027-03-01' }),
    token('used-well-a'),
    token('used-well-b'),
    token('idle-well'),
  ]
  const names = worstFirst(seen(worst.toReversed()), now).map((one) => one.token.name)
  expect(names).toEqual(worst.map(({ name }) => name))
})
