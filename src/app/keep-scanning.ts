import type { Config } from '../config/config.ts'
import { recheckPlans } from '../core/chat/watch-requests.ts'
import { refreshTokens } from '../core/inventory/scan.ts'
import { rescan } from '../core/plan/rescan.ts'
import { outsideFailureOf } from '../core/token/outside-failure-of.ts'
import { learnLimits } from './learn-limits.ts'
import { rest } from './rest.ts'
import type { WatchTools } from './watch-tools.ts'

const minuteMs = 60_000
/** The token list, one call, is read so often; a scan that failed goes on after as long, where Akamai names no time. */
const listEveryMs = 5 * minuteMs

/** Kept beside the last good scan, so that people see that what they look at is old, and why. */
const noteFailure = async ({ chat, clock }: WatchTools, account: string, message: string): Promise<void> => {
  const inventory = await chat.inventories.load(account)
  if (inventory !== undefined) await chat.inventories.save({ ...inventory, failure: { at: clock.now(), message } })
}

/** Tells of a failure; gives when to look again, ms from now. */
const failed = async (tools: WatchTools, account: string, error: unknown): Promise<number> => {
  const failure = outsideFailureOf(error)
  tools.log.warn('a scan failed', { account, why: error instanceof Error ? error.message : 'unknown' })
  if (failure?.system === 'akamai') await noteFailure(tools, account, failure.message).catch(() => undefined)
  return Math.max(minuteMs, failure?.retryAfterMs ?? listEveryMs)
}

/** One full scan. Undefined when it went well, else when to try again, ms from now: it goes on where it was. */
export const scanOnce = async (tools: WatchTools, account: string): Promise<number | undefined> => {
  const { chat, log, onScanned } = tools
  try {
    const isFirst = (await chat.inventories.load(account)) === undefined
    const planTools = chat.planToolsFor(account)
    const seen = await rescan(planTools, account)
    const { inventory } = seen
    log.info('scanned', { account, tokens: inventory.tokens.length, edgeWorkers: inventory.edgeWorkers.length })
    await Promise.all([onScanned(account, isFirst), learnLimits(planTools, account, log)])
    await recheckPlans(chat, account, seen)
    return undefined
  } catch (error) {
    return failed(tools, account, error)
  }
}

/** The token list alone; a full scan that was saved meanwhile knows better. */
const listOnce = async (tools: WatchTools, account: string): Promise<void> => {
  const { chat, log, onListed } = tools
  try {
    const before = await chat.inventories.load(account)
    if (before === undefined) return
    const listed = await refreshTokens(chat.planToolsFor(account), before)
    if ((await chat.inventories.save(listed)) === 'ok') await onListed(account)
  } catch (error) {
    log.warn('the token list could not be read', { account, why: error instanceof Error ? error.message : 'unknown' })
  }
}

/** Scans one account on its schedule, and reads its token list in between, until told to stop. */
export const keepScanning = async (
  tools: WatchTools,
  account: Config['accounts'][number],
  stop: AbortSignal,
): Promise<void> => {
  const { clock } = tools
  let scanAt = clock.now()
  while (!stop.aborted) {
    if (clock.now() >= scanAt) scanAt = clock.now() + ((await scanOnce(tools, account.name)) ?? account.scanEveryMs)
    else await listOnce(tools, account.name)
    await Promise.all([clock.sleep(Math.min(listEveryMs, Math.max(0, scanAt - clock.now())), stop), rest(stop)])
  }
}
