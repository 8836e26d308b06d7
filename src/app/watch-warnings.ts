import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import type { ChatTools } from '../core/chat/chat-tools.ts'
import { subscriptionsNow } from '../core/chat/warnings/subscriptions-now.ts'
import { warningEvent } from '../core/chat/warnings/warning-event.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Log } from '../core/ports/log.ts'
import { nextRoundIn } from '../core/warning/next-round.ts'
import type { WarningSettings } from '../core/warning/warning-settings.ts'
import { watchAccount } from '../core/warning/watch-account.ts'
import { ledgerWasBegun } from '../store/ledger-was-begun.ts'

export interface WarningWatch {
  /**
   * Decides about one account now; false when that, or what it says in the trail, could not be written. Never throws: the next
   * round decides about all that was missed.
   */
  round(account: string): Promise<boolean>
  /** Rounds of every account, until told to stop. */
  keepWatching(stop: AbortSignal): Promise<void>
}

/** However fast the clock runs. Wall time. */
const restMs = 500

const settingsNow = async (chat: ChatTools): Promise<WarningSettings> => ({
  ...chat.warnings.settings,
  subscriptions: await subscriptionsNow(chat),
})

/** What an earlier life wrote into the trail, asked once: what is true stays so. */
const createMemory = (dir: string) => {
  const known = new Set<string>()
  return {
    knows: async (account: string): Promise<boolean> => {
      if (!known.has(account) && (await ledgerWasBegun(dir, account))) known.add(account)
      return known.has(account)
    },
    learn: (account: string): void => void known.add(account),
  }
}

/** `next`: reckoned from the beginning of a round, so that what falls due meanwhile is decided about right after it. */
const pause = async (clock: Clock, next: number, stop: AbortSignal): Promise<void> => {
  const rest = wait(restMs, undefined, { signal: stop, ref: false }).catch(() => undefined)
  await Promise.all([clock.sleep(Math.max(0, next - clock.now()), stop), rest])
}

type Account = Config['accounts'][number]

/** One round of one account, and what is to be said of it in the trail. */
const decide = async (chat: ChatTools, memory: ReturnType<typeof createMemory>, account: Account): Promise<void> => {
  const wasBegun = await memory.knows(account.name)
  const { ids, clock, warnings } = chat
  const settled = await watchAccount(
    { ledger: warnings.ledger, ids },
    {
      account: account.name,
      inventory: await chat.inventories.load(account.name),
      scanEveryMs: account.scanEveryMs,
      wasBegun,
      now: clock.now(),
      settings: await settingsNow(chat),
    },
  )
  if (settled.length > 0) await chat.audit.append(settled.map((entry) => warningEvent('warning.resolved', entry)))
  if (wasBegun) return
  await chat.audit.append([{ what: 'ledger.begun', actor: { kind: 'bot' }, account: account.name }])
  memory.learn(account.name)
}

/** Watches all accounts for thresholds that were crossed. */
export const createWarningWatch = (config: Config, chat: ChatTools, log: Log): WarningWatch => {
  const memory = createMemory(config.audit.dir)
  const round = async (name: string): Promise<boolean> => {
    const account = config.accounts.find((one) => one.name === name)
    if (account === undefined) return false
    try {
      await decide(chat, memory, account)
      return true
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown'
      log.warn('warnings could not be decided about', { account: name, why })
      return false
    }
  }
  const keepWatching = async (stop: AbortSignal): Promise<void> => {
    const { clock } = chat
    while (!stop.aborted) {
      const from = clock.now()
      for (const { name } of config.accounts) await round(name)
      await pause(clock, from + nextRoundIn(from, config.warnings.digestAt), stop)
    }
  }
  return { round, keepWatching }
}
