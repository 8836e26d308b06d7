import type { Ledger } from '../../../src/core/ports/ledger.ts'
import { createRedisLedger } from '../../../src/store/redis-ledger.ts'
import { type StoreWorld, startStoreWorld } from './store-world.ts'

/** A Redis with a ledger in it. */
export interface LedgerWorld extends StoreWorld {
  readonly ledger: Ledger
  /** No two are the same. */
  readonly ids: { readonly next: () => string }
  /** How often something was owed since it was last empty. */
  readonly owed: () => number
  /** Nothing is in it any more. */
  readonly empty: () => Promise<void>
}

export const startLedgerWorld = async (): Promise<LedgerWorld> => {
  const world = await startStoreWorld()
  let [operations, owed] = [0, 0]
  const onOwed = (): void => {
    owed += 1
  }
  const next = (): string => {
    operations += 1
    return `op-${operations}`
  }
  return {
    ...world,
    ledger: createRedisLedger({ redis: world.redis, onOwed }),
    ids: { next },
    owed: () => owed,
    empty: async () => {
      await world.redis.flushall()
      owed = 0
    },
  }
}
