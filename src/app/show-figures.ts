import { setTimeout as wait } from 'node:timers/promises'
import { generationOf } from '../core/token/token.ts'
import { daysLeft } from '../core/token/token-dates.ts'
import type { Metrics } from '../web/metrics.ts'
import type { Parts } from './core-tools.ts'

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
    const figures = inventory.tokens.map((token) => ({
      token: token.name,
      usages: inventory.usages.filter((usage) => usage.tokenName === token.name).length,
      ...(generationOf(token) === 'auto-refreshing' ? {} : { daysLeft: daysLeft(token.expiry, clock.now()) }),
    }))
    metrics.setTokens(name, figures)
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
