import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { BundleContents } from '../../src/core/inventory/bundle-contents.ts'
import type { Inventory } from '../../src/core/inventory/inventory.ts'
import { createRedisInspections } from '../../src/store/redis-inspections.ts'
import { createRedisInventories } from '../../src/store/redis-inventories.ts'
import { unfinishedScan } from '../../src/store/redis-unfinished-scans.ts'
import { type StoreWorld, startStoreWorld } from './support/store-world.ts'

let world: StoreWorld
beforeAll(async () => {
  world = await startStoreWorld()
})
beforeEach(() => world.redis.flushall())
afterAll(() => world.close())

const inventory = (account: string, scannedAt: number, names = 3): Inventory => ({
  account,
  scannedAt,
  tokens: [],
  edgeWorkers: [],
  usages: [],
  problems: [],
  errors: ['Zoë: could not be looked at'],
  history: Array.from({ length: names }, () => randomBytes(30).toString('hex')),
})

test('the last scan of each account is read back as it was', async () => {
  const inventories = createRedisInventories(world.redis)
  expect(await inventories.load('acme')).toBeUndefined()
  const [mine, theirs] = [inventory('acme', 1), inventory('other', 2)]
  await inventories.save(mine)
  await inventories.save(theirs)
  expect(await inventories.load('acme')).toEqual(mine)
  expect(await inventories.load('other')).toEqual(theirs)
})

test('a scan that began before another one never replaces it, however long it takes', async () => {
  const [here, elsewhere] = [createRedisInventories(world.redis), createRedisInventories(world.redis)]
  const long = await here.begin('acme')
  const short = await elsewhere.begin('acme')
  expect(await elsewhere.save({ ...inventory('acme', 2), turn: short })).toBe('ok')
  expect(await here.save({ ...inventory('acme', 9), turn: long })).toBe('outdated')
  expect((await here.load('acme'))?.scannedAt).toBe(2)
  const listed = { ...inventory('acme', 2), turn: short, listedAt: 3 }
  expect(await here.save(listed)).toBe('ok')
  expect(await here.load('acme')).toEqual(listed)
  expect(await here.save({ ...inventory('acme', 1), turn: await here.begin('acme') })).toBe('ok')
})

test('numbers of scans are each given once, and go on from a scan that outlived its Redis', async () => {
  const inventories = createRedisInventories(world.redis)
  const turns = await Promise.all(Array.from({ length: 20 }, () => inventories.begin('acme')))
  expect(new Set(turns).size).toBe(20)
  expect(await inventories.load('acme')).toBeUndefined()
  await world.redis.flushall()
  expect(await inventories.save({ ...inventory('acme', 1), turn: 20 })).toBe('ok')
  expect(await inventories.save({ ...inventory('acme', 2), turn: await inventories.begin('acme') })).toBe('ok')
})

test('a large one is kept in values that do not hold Redis up', async () => {
  const inventories = createRedisInventories(world.redis)
  const large = inventory('acme', 1, 20_000)
  await inventories.save(large)
  expect(await inventories.load('acme')).toEqual(large)
  const [chunks = ''] = await world.redis.keys('{ekv}:inventory:acme:*')
  expect(await world.redis.hlen(chunks)).toBeGreaterThan(1)
  for (const field of await world.redis.hkeys(chunks))
    expect(await world.redis.hstrlen(chunks, field)).toBeLessThanOrEqual(256 * 1024)
})

test('who reads while it is replaced sees one scan, whole', async () => {
  const inventories = createRedisInventories(world.redis)
  await inventories.save(inventory('acme', 0, 8_000))
  const saving = (async () => {
    for (let n = 1; n <= 10; n += 1) await inventories.save(inventory('acme', n, 8_000))
  })()
  const seen: number[] = []
  for (let n = 0; n < 20; n += 1) {
    const found = await inventories.load('acme')
    expect(found?.history).toHaveLength(8_000)
    seen.push(found?.scannedAt ?? -1)
  }
  await saving
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
})

test('what was replaced, and what was saved by half, goes by itself', async () => {
  const inventories = createRedisInventories(world.redis)
  await inventories.save(inventory('acme', 1))
  const [first = ''] = await world.redis.keys('{ekv}:inventory:acme:*')
  expect(await world.redis.ttl(first)).toBe(-1)
  await inventories.save(inventory('acme', 2))
  expect(await world.redis.ttl(first)).toBeGreaterThan(0)
})

test('what a bundle holds is kept by account, EdgeWorker and version', async () => {
  const inspections = createRedisInspections(world.redis)
  const contents: BundleContents = {
    version: '1.0',
    sha256: 'ab',
    entries: [],
    strays: [],
    problems: [],
    dependencies: {},
    writes: 'no',
  }
  const key = { account: 'acme', edgeWorkerId: '1', version: '1.0' }
  await inspections.save(key, contents)
  expect(await inspections.load({ ...key, version: '1.1' })).toBeUndefined()
  expect(await inspections.load({ ...key, account: 'other' })).toBeUndefined()
  const elsewhere = createRedisInspections(world.redis)
  expect(await elsewhere.load(key)).toEqual(contents)
  await world.redis.del('{ekv}:inspections:acme')
  expect(await elsewhere.load(key)).toEqual(contents)
  expect(await createRedisInspections(world.redis).load(key)).toBeUndefined()
})

test('an unfinished scan is kept part by part, in order, until it ends', async () => {
  const unfinished = unfinishedScan(world.redis, 'acme')
  expect(await unfinished.load()).toEqual([])
  const token = (name: string) => ({ name, uuid: name, expiry: '9999-12-31', expired: false })
  await unfinished.add([token('a'), token('b')])
  await unfinished.add([token('c')])
  expect((await unfinishedScan(world.redis, 'acme').load()).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  expect(await unfinishedScan(world.redis, 'other').load()).toEqual([])
  expect(await world.redis.ttl('{ekv}:unfinished:acme')).toBeGreaterThan(0)
  await unfinished.end()
  expect(await unfinished.load()).toEqual([])
})
