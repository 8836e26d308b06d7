import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import type { ChatTools } from '../core/chat/chat-tools.ts'
import { recheckPlans, remindPeople } from '../core/chat/watch-requests.ts'
import { rescan } from '../core/plan/make-plan.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Lease } from '../core/ports/lease.ts'
import type { Log } from '../core/ports/log.ts'

export interface ScanTools {
  readonly config: Config
  readonly chat: ChatTools
  readonly lease: Lease
  readonly clock: Clock
  readonly log: Log
  /** After every good scan of an account. */
  readonly onScanned: (account: string) => Promise<void>
  /** Whatever else the leader does, until told to stop. */
  readonly also: readonly ((stop: AbortSignal) => Promise<void>)[]
}

export const scanOnce = async ({ chat, log, onScanned }: ScanTools, account: string): Promise<void> => {
  try {
    const seen = await rescan(chat.planToolsFor(account), account)
    const { inventory } = seen
    log.info('scanned', { account, tokens: inventory.tokens.length, edgeWorkers: inventory.edgeWorkers.length })
    await onScanned(account)
    await recheckPlans(chat, account, seen)
  } catch (error) {
    log.warn('a scan failed', { account, why: error instanceof Error ? error.message : 'unknown' })
  }
}

/** However fast the clock runs, Akamai is not asked more often than this. Wall time. */
const restMs = 1_000

const rest = (stop: AbortSignal): Promise<void> =>
  wait(restMs, undefined, { signal: stop, ref: false }).catch(() => undefined)

const keepScanning = async (
  tools: ScanTools,
  account: Config['accounts'][number],
  stop: AbortSignal,
): Promise<void> => {
  while (!stop.aborted) {
    await scanOnce(tools, account.name)
    await Promise.all([tools.clock.sleep(account.scanEveryMs, stop), rest(stop)])
  }
}

const lookEveryMs = 5 * 60_000
/** Plans of open requests are looked at again at every third look: each 15 minutes. */
const plansEvery = 3

const lookAtRequests = async ({ chat, log }: ScanTools, n: number): Promise<void> => {
  try {
    await remindPeople(chat)
    if (n % plansEvery === 0) for (const account of chat.accounts) await recheckPlans(chat, account)
  } catch (error) {
    log.warn('open requests could not be looked at', { why: error instanceof Error ? error.message : 'unknown' })
  }
}

const keepLooking = async (tools: ScanTools, stop: AbortSignal): Promise<void> => {
  for (let n = 1; !stop.aborted; n += 1) {
    await Promise.all([tools.clock.sleep(lookEveryMs, stop), rest(stop)])
    if (!stop.aborted) await lookAtRequests(tools, n)
  }
}

/** Scans every account on its schedule, by one leader at a time, until told to stop. */
export const scanAccounts = async (tools: ScanTools, stop: AbortSignal): Promise<void> => {
  while (!stop.aborted) {
    const held = await tools.lease.hold('watch', stop).catch(() => undefined)
    if (held === undefined || stop.aborted) {
      await held?.release()
      continue
    }
    const until = AbortSignal.any([stop, held.signal])
    await Promise.all([
      ...tools.config.accounts.map((account) => keepScanning(tools, account, until)),
      keepLooking(tools, until),
      ...tools.also.map((work) => work(until)),
    ])
    await held.release().catch(() => undefined)
  }
}
