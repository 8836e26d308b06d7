import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findingsOf, findingsOfToken } from '../../../src/core/inventory/findings/findings-of.ts'
import { adviceOnNew } from '../../../src/core/inventory/findings/scope-advice.ts'
import type { Surroundings } from '../../../src/core/inventory/findings/token-facts.ts'
import type { Inventory, InventoryToken, Usage } from '../../../src/core/inventory/inventory.ts'
import { scan } from '../../../src/core/inventory/scan.ts'
import type { Owner } from '../../../src/core/people/owner.ts'
import { type ScanWorld, startScanWorld } from './support/scan-world.ts'

const now = Date.parse('2026-03-10T12:00:00Z')
const uuid = '5f190000-0000-5000-8000-000000000001'

/** As Akamai would have it: one purpose, one environment, locked, read only. */
const good: InventoryToken = {
  name: 'mkt',
  uuid,
  expiry: '9999-12-31',
  issueDate: '2026-01-01',
  nextScheduledRefreshDate: '2026-04-01',
  activationStatus: 'COMPLETE',
  expired: false,
  scope: { namespaces: { marketing: ['r'] }, networks: ['PRODUCTION'], edgeWorkerIds: ['1'] },
}
const goodUsage: Usage = {
  edgeWorkerId: '1',
  network: 'PRODUCTION',
  version: '1.0',
  checksum: 'a',
  path: 'edgekv_tokens.js',
  key: 'namespace-marketing',
  namespace: 'marketing',
  tokenName: 'mkt',
  kind: 'reference',
  uuid,
  writes: 'no',
}
const perfect: Inventory = {
  account: 'acme',
  scannedAt: now,
  tokens: [good],
  edgeWorkers: [
    { id: '1', name: 'one', groupId: 7, active: { PRODUCTION: '1.0' }, versions: 3 },
    { id: '2', name: 'two', groupId: 8, active: {} },
  ],
  usages: [goodUsage],
  problems: [],
  errors: [],
  history: [],
  namespaces: [
    { name: 'marketing', groupId: 7, restrictDataAccess: true, network: 'PRODUCTION' },
    { name: 'default', groupId: 0, restrictDataAccess: true, network: 'PRODUCTION' },
    { name: 'marketing', groupId: 7, restrictDataAccess: true, network: 'STAGING' },
    { name: 'open', groupId: 0, restrictDataAccess: false, network: 'PRODUCTION' },
  ],
}
const team = (match: Owner['match'], name: string): Owner => ({
  match,
  team: name,
  approvers: 'a',
  members: 'everyone',
  visibleTo: [],
})
const owners = [
  team({ token: 'mkt*' }, 'marketing'),
  team({ group: '8' }, 'checkout'),
  team({ namespace: 'geo' }, 'platform'),
  team({}, 'all'),
]
const around: Surroundings = {
  now,
  owners,
  generation: 'auto-refreshing',
  tokenLimit: 100,
  activations: { left: 400, perDay: 500 },
}

const codes = (inventory: Inventory, more: Partial<Surroundings> = {}) =>
  findingsOf(inventory, { ...around, ...more }).map(({ code }) => code)

const withToken = (change: Partial<InventoryToken>, usage: Partial<Usage> | 'unused' = {}): Inventory => ({
  ...perfect,
  tokens: [{ ...good, ...change }],
  usages: usage === 'unused' ? [] : [{ ...goodUsage, ...usage }],
})
const withScope = (change: Partial<NonNullable<InventoryToken['scope']>>, usage: Partial<Usage> | 'unused' = {}) => {
  const { scope } = good
  if (scope === undefined) throw new Error('no scope')
  return withToken({ scope: { ...scope, ...change } }, usage)
}

test('of a token as Akamai would have it nothing is said', () => {
  expect(findingsOf(perfect, around)).toEqual([])
})

const expiring = { expiry: '2026-12-31', fingerprint: 'f' }

const cases: [string, Inventory, Partial<Surroundings>?][] = [
  ['dead-in-use', withToken({ ...expiring, expiry: '2026-03-01', expired: true }, { kind: 'value', fingerprint: 'f' })],
  ['key-without-namespace', withToken({}, { key: 'marketing' })],
  ['unused', withToken({}, 'unused')],
  ['value-still-used', withToken(expiring, { kind: 'value', fingerprint: 'f' })],
  ['refresh-overdue', withToken({ nextScheduledRefreshDate: '2026-03-09' })],
  ['activation-failed', withToken({ activationStatus: 'ERROR' })],
  ['activation-stuck', withToken({ activationStatus: 'IN_PROGRESS', latestRefreshDate: '2026-03-08' })],
  ['other-access-group', { ...perfect, namespaces: [{ name: 'marketing', groupId: 8, network: 'PRODUCTION' }] }],
  [
    'several-owners',
    {
      ...perfect,
      edgeWorkers: [{ id: '1', name: 'one', groupId: 8, active: {} }],
      namespaces: [{ name: 'marketing', groupId: 8, network: 'PRODUCTION' }],
    },
  ],
  ['non-user-listed', withScope({ edgeWorkerIds: ['1', '2'] })],
  ['hidden-namespace', withScope({ namespaces: { secret: ['r'] } })],
  ['hidden-user', withScope({ edgeWorkerIds: ['1', '99'] })],
  ['no-edgeworker-list', withScope({ edgeWorkerIds: [] })],
  ['rights-unused', withScope({ namespaces: { marketing: ['r', 'w'] } })],
  ['all-rights', withScope({ namespaces: { marketing: ['r', 'w', 'd'] } }, { writes: 'cannot tell' })],
  ['both-networks', withScope({ networks: ['STAGING', 'PRODUCTION'] })],
  ['default-on-production', withScope({ namespaces: { default: ['r'] } })],
  ['namespace-of-every-group', withScope({ namespaces: { open: ['r'] } })],
  ['token-limit-near', perfect, { tokenLimit: 1 }],
  ['activations-low', perfect, { activations: { left: 50, perDay: 500 } }],
  [
    'version-limit-near',
    { ...perfect, edgeWorkers: perfect.edgeWorkers.map((one) => ({ ...one, versions: one.id === '1' ? 950 : 2 })) },
  ],
  ['unreadable-bundles', { ...perfect, unread: [{ edgeWorkerId: '2', network: 'STAGING', version: '9' }] }],
  [
    'helper-too-old',
    {
      ...perfect,
      problems: [
        {
          code: 'helper-too-old',
          edgeWorkerId: '1',
          network: 'PRODUCTION',
          version: '1.0',
          message: 'edgekv.js:1 old',
        },
      ],
    },
  ],
]

test.each(cases)('%s is said where it is so, and alone', (code, inventory, more = {}) => {
  expect(codes(inventory, more)).toEqual([code])
})

describe('said together', () => {
  test('a lock list that misses a user, and names another that does not use it', () => {
    expect(codes(withScope({ edgeWorkerIds: ['2'] }))).toEqual(['user-not-listed', 'non-user-listed'])
  })

  test('a reference and a value that no listed token has, each once', () => {
    const stray: Usage = { ...goodUsage, uuid: '5f190000-0000-5000-8000-00000000dead', tokenName: 'gone' }
    const { uuid: _uuid, ...rest } = stray
    const value: Usage = { ...rest, kind: 'value', fingerprint: 'ff' }
    const both = codes({ ...perfect, usages: [goodUsage, stray, { ...stray, network: 'STAGING' }, value] })
    expect(both).toEqual(['unknown-reference', 'unknown-value'])
  })

  test('a reference that is no uuid belongs to no token, not even to the one whose name it bears', () => {
    const { uuid: _uuid, ...placeholder } = goodUsage
    expect(codes({ ...perfect, usages: [goodUsage, placeholder] })).toEqual(['unknown-reference'])
  })

  test('a token for two namespaces of two policies', () => {
    expect(codes(withScope({ namespaces: { marketing: ['r'], open: ['r'] } }))).toEqual([
      'data-policies-differ',
      'several-purposes',
      'namespace-of-every-group',
    ])
  })

  test('a value that dies soon', () => {
    const dying = withToken({ ...expiring, expiry: '2026-03-12' }, { kind: 'value', fingerprint: 'f' })
    expect(codes(dying)).toEqual(['expires-soon', 'value-still-used'])
  })
})

describe('not said', () => {
  test.each<[string, Inventory]>([
    ['that an expired token is unused', withToken({ ...expiring, expired: true }, 'unused')],
    ['that an activation of today is stuck', withToken({ activationStatus: 'IN_PROGRESS', issueDate: '2026-03-10' })],
    ['that a refresh of today is overdue', withToken({ nextScheduledRefreshDate: '2026-03-10' })],
    [
      'that rights are unused by code that writes',
      withScope({ namespaces: { marketing: ['r', 'w'] } }, { writes: 'yes' }),
    ],
  ])('%s', (_what, inventory) => {
    expect(findingsOf(inventory, around)).toEqual([])
  })

  test('how near a limit is that nobody knows', () => {
    const { tokenLimit: _limit, ...rest } = around
    expect(findingsOf(perfect, rest)).toEqual([])
  })

  test('that a value could be a reference, where the account still issues values', () => {
    const value = withToken(expiring, { kind: 'value', fingerprint: 'f' })
    expect(codes(value, { generation: 'expiring' })).toEqual([])
  })
})

test('a child that uses a locked token inside of its parent is a question of whose list it is', () => {
  const inherited = { edgeWorkerId: '2', inherited: { revisionId: '5-1', child: '1' } }
  expect(codes({ ...perfect, usages: [goodUsage, { ...goodUsage, ...inherited }], namespaces: [] })).toContain(
    'locked-in-child',
  )
})

test('an expired token counts the days gone by as gone, not as days left', () => {
  const dead = withToken({ ...expiring, expiry: '2026-03-09', expired: true }, { kind: 'value', fingerprint: 'f' })
  expect(findingsOf(dead, around)[0]?.sentence).toContain('expired on 2026-03-09')
})

test('a bundle that cannot be read is said with a token that it may hold', () => {
  const unseen = {
    ...withToken({}, 'unused'),
    unread: [{ edgeWorkerId: '1', network: 'PRODUCTION' as const, version: '9' }],
  }
  expect(findingsOfToken(unseen, good, around)[0]).toMatchObject({
    code: 'unused',
    where: ['EdgeWorker 1 9 on production'],
  })
})

test('of a token that is still to be made, only its rights are judged', () => {
  const scope = { namespaces: { default: ['r' as const] }, networks: ['PRODUCTION' as const], edgeWorkerIds: [] }
  expect(adviceOnNew({ ...around, inventory: perfect }, 'new', scope).map(({ code }) => code)).toEqual([
    'no-edgeworker-list',
    'default-on-production',
  ])
})

describe('of the sample world', () => {
  let world: ScanWorld
  beforeAll(async () => {
    world = await startScanWorld()
  })
  afterAll(() => world.close())

  test('everything that is wrong there is found, worst first', async () => {
    const { inventory } = await scan(world.tools, 'acme', undefined)
    const found = findingsOf(inventory, { now: world.clock.now(), generation: 'auto-refreshing' })
    const about = (code: string) => found.filter((one) => one.code === code).map(({ token }) => token)
    expect(about('refresh-overdue')).toEqual(['geo_lookup'])
    expect(about('activation-failed')).toEqual(['chk_failed'])
    expect(about('unknown-value')).toEqual(['plt_leaked'])
    expect(about('unused')).toContain('mkt_unused')
    expect(about('unused')).not.toContain('mkt_old')
    const order = found.map(({ severity }) => ['critical', 'important', 'advice'].indexOf(severity))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(found.every(({ reason, advice }) => reason.length > 10 && advice.length > 10)).toBe(true)
  })
})

test('every code that can be said is described for people', () => {
  const page = readFileSync(new URL('../../../docs/inventory.md', import.meta.url), 'utf8')
  const folder = new URL('../../../src/core/inventory/findings/', import.meta.url)
  const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
  const said = sources.flatMap((text) =>
    [...text.matchAll(/code:([^\n]*)/g)].flatMap(([, line = '']) =>
      [...line.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code),
    ),
  )
  expect(said.length).toBeGreaterThan(25)
  expect(said.filter((code) => code !== 'reference' && !page.includes(`\`${code}\``))).toEqual([])
})
