import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createAkamai } from '../../../src/akamai/akamai-accounts.ts'
import { chatTools } from '../../../src/app/core-tools.ts'
import { openStores } from '../../../src/app/open-stores.ts'
import { readAccountAccess } from '../../../src/cli/account-access.ts'
import { readConfig } from '../../../src/config/read-config.ts'
import type { ChatTools } from '../../../src/core/chat/chat-tools.ts'
import { createBullWakeups } from '../../../src/queue/bull-wakeups.ts'
import { connectRedis } from '../../../src/store/connect.ts'
import { followClock } from '../../../src/web/remote-clock.ts'
import { createMemoryLog } from '../../fakes/memory-log.ts'

/** The core's tools over the same Redis and Akamai as the workers', as another process of the bot has them. */
export interface ParentTools {
  readonly chat: ChatTools
  readonly flush: () => Promise<void>
  close(): Promise<void>
}

/** Opens them from the environment that the workers are started with. */
export const openParentTools = async (env: Readonly<Record<string, string>>): Promise<ParentTools> => {
  const read = readConfig({ env, readFile: (path) => readFileSync(path) })
  if (!read.ok) throw new Error(read.problems.map((one) => `${one.where}: ${one.expected}`).join('\n'))
  const { config } = read
  const accounts = readAccountAccess(config, env).flatMap((one) => (one.ok ? [one.access] : []))
  const log = createMemoryLog()
  const clock = await followClock(config.clockUrl ?? '', log)
  const ids = { next: () => randomUUID() }
  const stores = await openStores(config, clock, ids, {})
  const http = config.akamai.baseUrl === undefined ? {} : { baseUrl: config.akamai.baseUrl }
  const akamai = createAkamai({ accounts, clock, log, http })
  const connection = connectRedis(config.redis, { role: 'command' })
  const wakeups = createBullWakeups({ connection, log })
  const chat = chatTools({
    config,
    stores,
    akamai,
    groups: { members: async () => undefined, isMember: async () => false },
    directory: { people: config.people, workspaces: {}, mapByEmail: false },
    messengers: {},
    wakeups,
    audit: { append: async () => undefined },
    clock,
    ids,
    log,
  })
  return {
    chat,
    flush: async () => void (await stores.redis.call('FLUSHALL')),
    close: async () => {
      await wakeups.close()
      connection.disconnect()
      await akamai.close()
      await stores.close()
      await clock.close()
    },
  }
}
