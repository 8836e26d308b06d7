import { createAkamai } from '../../akamai/akamai-accounts.ts'
import type { Config } from '../../config/config.ts'
import type { Inventory } from '../../core/inventory/inventory.ts'
import { scan } from '../../core/inventory/scan.ts'
import type { Log } from '../../core/ports/log.ts'
import { connectRedis, type RedisConnection } from '../../store/connect.ts'
import { createRedisInventories } from '../../store/redis-inventories.ts'
import { systemClock } from '../../system-clock.ts'
import { createOutgoing } from '../../web/outgoing.ts'
import { readAccountAccess } from '../account-access.ts'
import { outsideSentence } from '../outside-sentence.ts'

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** Inventories, or why there are none, a sentence each. */
export type InventoriesRead = { readonly inventories: readonly Inventory[] } | { readonly problems: readonly string[] }

const failed = (error: unknown, redis?: Config['redis']): { readonly problems: readonly string[] } => {
  const sentence = outsideSentence(error, redis)
  if (sentence === undefined) throw error
  return { problems: [sentence] }
}

/** Looks at every account at Akamai now; nothing is kept. */
export const scanNow = async (
  config: Pick<Config, 'accounts' | 'akamai' | 'outgoing' | 'bundles'>,
): Promise<InventoriesRead> => {
  const access = readAccountAccess(config, process.env)
  const problems = access.flatMap((one) => (one.ok ? [] : one.problems))
  if (problems.length > 0)
    return { problems: problems.map((one) => `account ${one.account}: ${one.sentence} ${one.advice}`) }
  const outgoing = createOutgoing(config.outgoing)
  const { baseUrl } = config.akamai
  const akamai = createAkamai({
    accounts: access.flatMap((one) => (one.ok ? [one.access] : [])),
    clock: systemClock,
    log: silent,
    http: { dispatcher: outgoing.dispatcher, ...(baseUrl === undefined ? {} : { baseUrl }) },
  })
  const inspections = { load: async () => undefined, save: async () => undefined }
  const more = { inspections, bundles: { limits: config.bundles }, now: () => systemClock.now() }
  try {
    const inventories: Inventory[] = []
    for (const { name } of config.accounts)
      inventories.push((await scan({ ...akamai.of(name), ...more }, name, undefined)).inventory)
    return { inventories }
  } catch (error) {
    return failed(error)
  } finally {
    await akamai.close()
    await outgoing.close()
  }
}

/** What the running bot saw last, from Redis: Akamai is not asked. */
export const lastSeen = async (accounts: Config['accounts'], settings: Config['redis']): Promise<InventoriesRead> => {
  let redis: RedisConnection | undefined
  try {
    redis = connectRedis(settings, { role: 'command' })
    const inventories = createRedisInventories(redis)
    const found = await Promise.all(accounts.map(({ name }) => inventories.load(name)))
    const missing = accounts.filter((_, index) => found[index] === undefined)
    if (missing.length > 0)
      return {
        problems: missing.map(
          ({ name }) => `Account ${name} has not been scanned yet. Ask Akamai: leave out --stored.`,
        ),
      }
    return { inventories: found.filter((one) => one !== undefined) }
  } catch (error) {
    return failed(error, settings)
  } finally {
    redis?.disconnect()
  }
}
