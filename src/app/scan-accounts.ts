import { recheckPlans, remindPeople } from '../core/chat/watch-requests.ts'
import { keepScanning } from './keep-scanning.ts'
import { rest } from './rest.ts'
import type { WatchTools } from './watch-tools.ts'

const lookEveryMs = 5 * 60_000
/** Plans of open requests are looked at again at every third look: each 15 minutes. */
const plansEvery = 3

const lookAtRequests = async ({ chat, log }: WatchTools, n: number): Promise<void> => {
  try {
    await remindPeople(chat)
    if (n % plansEvery === 0) for (const account of chat.accounts) await recheckPlans(chat, account)
  } catch (error) {
    log.warn('open requests could not be looked at', { why: error instanceof Error ? error.message : 'unknown' })
  }
}

const keepLooking = async (tools: WatchTools, stop: AbortSignal): Promise<void> => {
  for (let n = 1; !stop.aborted; n += 1) {
    await Promise.all([tools.clock.sleep(lookEveryMs, stop), rest(stop)])
    if (!stop.aborted) await lookAtRequests(tools, n)
  }
}

/** Scans every account on its schedule, by one leader at a time, until told to stop. */
export const scanAccounts = async (tools: WatchTools, stop: AbortSignal): Promise<void> => {
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
