import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import type { ChatTools } from '../core/chat/chat-tools.ts'
import { beat } from '../web/heartbeat.ts'
import type { Outgoing } from '../web/outgoing.ts'
import { afterScan } from './after-scan.ts'
import { auditWarnings } from './audit-warnings.ts'
import { scanOnce } from './keep-scanning.ts'
import type { Stores } from './open-stores.ts'
import { scanAccounts } from './scan-accounts.ts'
import { createLostSearch } from './search-lost.ts'
import type { WatchTools } from './watch-tools.ts'
import { createWarningWatch } from './watch-warnings.ts'

export interface WatchParts {
  readonly config: Config
  readonly chat: ChatTools
  readonly stores: Stores
  readonly outgoing: Outgoing
}

/** Hints come from any process; whoever leads looks for them this often. Wall time. */
const hintsEveryMs = 1_000

/** Scans at once the accounts of tokens that somebody hinted at; what Akamai says decides. */
const followHints = async (tools: WatchTools, stop: AbortSignal): Promise<void> => {
  const { chat, log } = tools
  while (!stop.aborted) {
    const hints = await chat.warnings.lookRequests.take().catch(() => [])
    for (const [account, some] of Map.groupBy(hints, (hint) => hint.account)) {
      log.info('looking at tokens that were hinted at', { account, tokens: some.map((hint) => hint.token) })
      if (chat.accounts.includes(account)) await scanOnce(tools, account)
    }
    await wait(hintsEveryMs, undefined, { signal: stop, ref: false }).catch(() => undefined)
  }
}

/** The watch role: scans, warnings, reminders by one leader; the auditor by another. Until told to stop. */
export const watchEverything = async (parts: WatchParts, stop: AbortSignal): Promise<void> => {
  const { config, chat, stores, outgoing } = parts
  const { clock, log } = chat
  const warnings = createWarningWatch(config, chat, log)
  const onScanned = afterScan({
    round: warnings.round,
    searchLost: createLostSearch(chat),
    beat: () => beat(config.heartbeatUrl, outgoing, log),
  })
  const scanning: WatchTools = {
    config,
    chat,
    lease: stores.lease,
    clock,
    log,
    onScanned,
    onListed: async (account) => {
      await warnings.round(account)
    },
    also: [(until) => warnings.keepWatching(until), (until) => followHints(scanning, until)],
  }
  await Promise.all([scanAccounts(scanning, stop), auditWarnings(chat, stores.lease, log, stop)])
}
