import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findUses } from '../../../src/core/inventory/find-uses.ts'
import type { Inventory, InventoryToken } from '../../../src/core/inventory/inventory.ts'
import { refreshTokens, scan } from '../../../src/core/inventory/scan.ts'
import { watchedOf } from '../../../src/core/warning/watched-of.ts'
import { type ScanWorld, startScanWorld } from './support/scan-world.ts'

let world: ScanWorld
let first: Inventory
beforeAll(async () => {
  world = await startScanWorld()
  first = (await scan(world.tools, 'acme', undefined)).inventory
})
afterAll(() => world.close())

const total = (calls: Readonly<Record<string, number>>): number => Object.values(calls).reduce((a, b) => a + b, 0)
const parentIds = (inventory: Inventory) => new Set(inventory.parents?.map((one) => one.edgeWorkerId))

test('a scan in which nothing changed asks for no token and no bundle: a call per list and EdgeWorker, one more per parent', async () => {
  await world.calls()
  const again = await scan(world.tools, 'acme', first)
  const calls = await world.calls()
  expect(Object.keys(calls).filter((call) => /content|\/tokens\/[^?]/.test(call))).toEqual([])
  const lists = 1 + 1 + 2
  expect(total(calls)).toBe(lists + first.edgeWorkers.length + parentIds(first).size)
  expect({ ...again.inventory, scannedAt: 0, listedAt: 0 }).toEqual({ ...first, scannedAt: 0, listedAt: 0 })
})

test('where namespaces bind nothing they are not asked for, and the last answer stands', async () => {
  await world.calls()
  const again = await scan(world.tools, 'acme', first, { namespaces: true })
  expect(Object.keys(await world.calls()).filter((call) => call.includes('namespaces'))).toEqual([])
  expect(again.inventory.namespaces).toEqual(first.namespaces)
  expect(first.namespaces).not.toEqual([])
})

test('the token list alone is one call', async () => {
  await world.calls()
  const refreshed = await refreshTokens(world.tools, first)
  expect(total(await world.calls())).toBe(1)
  expect(refreshed.usages).toEqual(first.usages)
})

test('expired tokens are listed too, and an empty list in either form is no error', async () => {
  expect(first.tokens.find((token) => token.name === 'mkt_old')?.expired).toBe(true)
  const empty = await startScanWorld({ accounts: [{ name: 'acme', tokens: [] }] })
  expect((await scan(empty.tools, 'acme', undefined)).inventory.tokens).toEqual([])
  await empty.close()
})

test('what is kept of bundles holds names, dates, uuids and fingerprints, and no token value', async () => {
  const { values } = JSON.parse(JSON.stringify(await world.control('/canaries')))
  const text = JSON.stringify(first)
  expect(values.length).toBeGreaterThan(3)
  for (const value of values) expect(text).not.toContain(value)
})

describe('a parent', () => {
  test('is known by its revision, with the versions of its children', () => {
    const parent = first.parents?.find((one) => one.network === 'PRODUCTION')
    expect(parent).toMatchObject({ edgeWorkerId: '4107', bom: { dependencies: { geo: { edgeWorkerId: '4106' } } } })
  })

  test("uses its children's tokens, as usages of its own that say so", () => {
    const uuid = first.tokens.find((token) => token.name === 'geo_lookup')?.uuid
    const inherited = first.usages.filter((usage) => usage.uuid === uuid && usage.inherited !== undefined)
    expect(
      inherited.map(({ edgeWorkerId, network, inherited: from }) => [edgeWorkerId, network, from?.child]).toSorted(),
    ).toEqual([
      ['4107', 'PRODUCTION', '4106'],
      ['4107', 'STAGING', '4106'],
    ])
    expect(inherited.every((usage) => usage.path.startsWith('dependencies/geo/'))).toBe(true)
  })

  test('still uses a token that its child has let go of', async () => {
    const token = first.tokens.find((one) => one.name === 'geo_lookup')
    if (token === undefined) throw new Error('no geo_lookup')
    const seen = await findUses(world.tools, 'acme', [token], {
      networks: ['PRODUCTION'],
      since: Number.POSITIVE_INFINITY,
    })
    expect(seen.uses.map((use) => use.edgeWorkerId).toSorted()).toEqual(['4106', '4107'])
    expect(seen.unreadable).toEqual([])
  })
})

const refusing = (status: number, message: string) =>
  Object.assign(new Error(message), { who: 'retry', system: 'akamai', maybeDone: false, status })

describe('what this API client may not see', () => {
  test('is no reason to see nothing: it is named, and proves nothing', async () => {
    const { edgeWorkers } = world.tools
    const shut = {
      ...edgeWorkers,
      activeActivations: async (id: string) => {
        if (id === '4106') throw refusing(403, 'no grant')
        return edgeWorkers.activeActivations(id)
      },
    }
    const tools = { ...world.tools, edgeWorkers: shut }
    const { inventory } = await scan(tools, 'acme', undefined)
    expect(inventory.usages.length).toBeGreaterThan(5)
    expect(inventory.errors).toEqual([expect.stringMatching(/^EdgeWorker 4106: .*may not see/)])
    expect(inventory.unread?.map((one) => one.edgeWorkerId)).toEqual(['4106', '4106'])
    const token = inventory.tokens.find((one) => one.name === 'mkt_token1')
    if (token === undefined) throw new Error('no token')
    const seen = await findUses(tools, 'acme', [token], { networks: ['PRODUCTION'], since: Number.POSITIVE_INFINITY })
    expect(seen.unreadable).toMatchObject([{ edgeWorkerId: '4106', network: 'PRODUCTION' }])
    expect(seen.uses).toHaveLength(3)
  })
})

describe('a quota that is used up', () => {
  test('ends the scan, and the next one goes on', async () => {
    const { tools } = world
    let left = 3
    const edgeKv = {
      ...tools.edgeKv,
      getToken: async (name: string) => {
        left -= 1
        if (left < 0) throw refusing(429, 'too many')
        return tools.edgeKv.getToken(name)
      },
    }
    await expect(scan({ ...tools, edgeKv }, 'acme', undefined)).rejects.toMatchObject({ status: 429 })
  })

  test('is not mistaken for one token that Akamai will not tell of', async () => {
    const { tools } = world
    const edgeKv = {
      ...tools.edgeKv,
      getToken: async (name: string) => {
        if (name === 'mkt_token1') throw refusing(500, 'broken')
        return tools.edgeKv.getToken(name)
      },
    }
    const { inventory } = await scan({ ...tools, edgeKv }, 'acme', undefined)
    expect(inventory.errors).toEqual(['mkt_token1: broken'])
    expect(inventory.tokens.find((token) => token.name === 'mkt_token1')?.expired).toBe(false)
  })
})

describe('a scan that breaks off', () => {
  test('goes on where it was: details already asked for are not asked for again', async () => {
    const tokens = Array.from({ length: 1_200 }, (_, n) => ({ name: `token_${n}`, permissions: { default: ['r'] } }))
    const large = await startScanWorld({ accounts: [{ name: 'acme', tokens }] })
    const kept: InventoryToken[] = []
    const unfinished = {
      load: async () => kept,
      add: async (some: readonly InventoryToken[]) => {
        kept.push(...some)
        if (kept.length === 1_000) throw new Error('the process dies now')
      },
      end: async () => undefined,
    }
    await expect(scan({ ...large.tools, unfinished }, 'acme', undefined)).rejects.toThrow('dies now')
    await large.calls()
    const { inventory } = await scan({ ...large.tools, unfinished }, 'acme', undefined)
    const details = Object.entries(await large.calls()).find(([call]) => /tokens\/./.test(call))?.[1]
    expect(inventory.tokens).toHaveLength(1_200)
    expect(details).toBeLessThanOrEqual(205)
    await large.close()
  })
})

test('every token, dead JWT and unknown credential of the sample world is watched once', () => {
  const watched = watchedOf(first)
  const byName = (name: string) =>
    watched.filter((one) => one.token === name).map(({ life, usedOn }) => [life.kind, usedOn])
  expect(byName('mkt_token1')).toEqual([['expiring', 'production']])
  expect(byName('mkt_unused')).toEqual([['expiring', 'nowhere']])
  expect(byName('geo_lookup')).toEqual([['auto-refreshing', 'production']])
  expect(byName('plt_leaked')).toEqual([['gone', 'production']])
  expect(new Set(watched.map((one) => one.uuid)).size).toBe(watched.length)
})
