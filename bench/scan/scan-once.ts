import { readFileSync } from 'node:fs'
import { createAkamai } from '../../src/akamai/akamai-accounts.ts'
import { readCredential } from '../../src/akamai/credentials.ts'
import { savingMemory } from '../../src/app/saving-memory.ts'
import { defaultBundleLimits } from '../../src/core/bundle/bundle-limits.ts'
import { scan } from '../../src/core/inventory/scan.ts'
import { Secret } from '../../src/core/token/secret.ts'
import { connectRedis } from '../../src/store/connect.ts'
import { createRedisInspections } from '../../src/store/redis-inspections.ts'
import { createRedisInventories } from '../../src/store/redis-inventories.ts'
import { unfinishedScan } from '../../src/store/redis-unfinished-scans.ts'
import { systemClock } from '../../src/system-clock.ts'

export interface Where {
  readonly url: string
  readonly edgerc: string
  readonly redis: string
}

export interface Scanned {
  readonly ms: number
  /** The most that this process ever held, Node itself included. */
  readonly peakMb: number
  readonly tokens: number
  readonly usages: number
  readonly errors: number
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

const openAccount = ({ url, edgerc }: Where) => {
  const read = readCredential({ section: 'default', edgercText: readFileSync(edgerc, 'utf8'), env: {} })
  if (!read.ok) throw new Error(read.problem.sentence)
  return createAkamai({
    accounts: [{ name: 'acme', credentials: { production: read.credential }, generation: 'auto-refreshing' }],
    clock: systemClock,
    log: silent,
    http: { baseUrl: url },
  })
}

/** One scan as the bot makes it: what it knows comes from Redis, and goes back there. */
const scanOnce = async (where: Where): Promise<Scanned> => {
  const akamai = openAccount(where)
  const redis = connectRedis({ url: Secret.of(where.redis) }, { role: 'command' })
  const inventories = createRedisInventories(redis)
  const unfinished = unfinishedScan(redis, 'acme')
  const tools = {
    ...akamai.of('acme'),
    inspections: createRedisInspections(redis),
    bundles: { limits: defaultBundleLimits },
    unfinished,
    now: () => systemClock.now(),
  }
  const began = performance.now()
  const inventory = await savingMemory(async () => {
    const seen = await scan(tools, 'acme', await inventories.load('acme'))
    await inventories.save(seen.inventory)
    await unfinished.end()
    return seen.inventory
  })
  const ms = performance.now() - began
  await akamai.close()
  redis.disconnect()
  const { tokens, usages, errors } = inventory
  const peakMb = process.resourceUsage().maxRSS / 1024
  return { ms, peakMb, tokens: tokens.length, usages: usages.length, errors: errors.length }
}

console.log(JSON.stringify(await scanOnce(JSON.parse(process.argv[2] ?? '{}'))))
