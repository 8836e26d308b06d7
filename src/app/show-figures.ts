import type { Metrics } from '../web/metrics.ts'
import type { Opened } from './open-parts.ts'
import { tokenFigures } from './token-figures.ts'

const againMs = 3_000

type Shown = Pick<Opened, 'parts' | 'queues'>

const countByState = (states: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(states, (state) => state)].map(([state, all]) => [state, all.length]))

const refresh = async (metrics: Metrics, { parts, queues }: Shown): Promise<void> => {
  const { config, stores, clock } = parts
  metrics.setQueue('step', await queues.wakeups.counts())
  metrics.setQueue('command', { open: await stores.inbox.backlog() })
  metrics.setOwedMessages(await stores.outbox.backlog())
  metrics.setRecords(countByState((await stores.records.open()).map((record) => record.state)))
  for (const { name } of config.accounts) {
    const inventory = await stores.inventories.load(name)
    if (inventory === undefined) continue
    metrics.setLastScan(name, inventory.scannedAt)
    metrics.setTokens(name, tokenFigures(inventory, clock.now()))
  }
}

/** Reads what `/metrics` shows when it is asked for, every few seconds at most; Redis being away leaves the last figures. */
export const showFigures = (metrics: Metrics, shown: Shown): void => {
  let readAt = Number.NEGATIVE_INFINITY
  metrics.onShow(async () => {
    const now = performance.now()
    if (now - readAt < againMs) return
    readAt = now
    await refresh(metrics, shown).catch(() => undefined)
  })
}
