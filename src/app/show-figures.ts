import { dueEntries } from '../core/warning/telling.ts'
import { within } from '../queue/within.ts'
import type { Metrics } from '../web/metrics.ts'
import type { Opened } from './open-parts.ts'
import { tokenFigures } from './token-figures.ts'

const againMs = 3_000
/** A scraper waits ten seconds as a rule. */
const patienceMs = 2_000

type Shown = Pick<Opened, 'parts' | 'queues'>

const countByState = (states: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(states, (state) => state)].map(([state, all]) => [state, all.length]))

const showAccount = async (metrics: Metrics, { stores, clock }: Opened['parts'], account: string): Promise<void> => {
  const now = clock.now()
  metrics.setOwedWarnings(account, dueEntries((await stores.ledger.load(account)).ledger, now).length)
  const inventory = await stores.inventories.load(account)
  if (inventory === undefined) return
  metrics.setLastScan(account, inventory.scannedAt, now)
  metrics.setTokens(account, tokenFigures(inventory, now))
}

const refresh = async (metrics: Metrics, { parts, queues }: Shown): Promise<void> => {
  const { config, stores } = parts
  metrics.setQueue('step', await queues.wakeups.counts())
  metrics.setQueue('command', { open: await stores.inbox.backlog() })
  metrics.setOwedMessages(await stores.outbox.backlog())
  metrics.setRecords(countByState((await stores.records.open()).map((record) => record.state)))
  for (const { name } of config.accounts) await showAccount(metrics, parts, name)
}

/**
 * Reads what `/metrics` shows when it is asked for, every few seconds at most and once at a time. Redis being away, or
 * standing still, leaves the last figures: whoever asks has an answer all the same.
 */
export const showFigures = (metrics: Metrics, shown: Shown): void => {
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined
  metrics.onShow(async () => {
    const now = performance.now()
    if (reading === undefined && now - readAt >= againMs) {
      readAt = now
      reading = refresh(metrics, shown)
        .catch(() => undefined)
        .finally(() => {
          reading = undefined
        })
    }
    if (reading !== undefined) await within(patienceMs, reading)
  })
}
