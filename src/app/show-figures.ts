import { setTimeout as wait } from 'node:timers/promises'
import type { Metrics } from '../web/metrics.ts'
import type { Parts } from './core-tools.ts'
import { tokenFigures } from './token-figures.ts'

const everyMs = 15_000

const countByState = (states: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(states, (state) => state)].map(([state, all]) => [state, all.length]))

const refresh = async (metrics: Metrics, { config, stores, clock }: Parts): Promise<void> => {
  metrics.setOwedMessages(await stores.outbox.backlog())
  metrics.setRecords(countByState((await stores.records.open()).map((record) => record.state)))
  for (const { name } of config.accounts) {
    const inventory = await stores.inventories.load(name)
    if (inventory === undefined) continue
    metrics.setLastScan(name, inventory.scannedAt)
    metrics.setTokens(name, tokenFigures(inventory, clock.now()))
  }
}

/** Keeps the figures of `/metrics` fresh; Redis being away leaves the last ones. */
export const showFigures = (metrics: Metrics, parts: Parts): { close(): Promise<void> } => {
  const stopping = new AbortController()
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await refresh(metrics, parts).catch(() => undefined)
      await wait(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    close: async () => {
      stopping.abort()
      await running
    },
  }
}
