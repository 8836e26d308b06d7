import { setTimeout as wait } from 'node:timers/promises'
import type { ChatTools } from '../core/chat/chat-tools.ts'
import type { Lease } from '../core/ports/lease.ts'
import type { Log } from '../core/ports/log.ts'
import { auditLedger } from '../core/warning/audit-ledger.ts'

const everyMs = 5 * 60_000
/** However fast the clock runs. Wall time. */
const restMs = 1_000
/** Warnings are decided about each minute. */
const silentMs = 30 * 60_000

/** Up to when each account was decided about, as of the audit before: after a jump of the clock one look proves nothing. */
type Seen = Map<string, number | undefined>

const auditOne = async (chat: ChatTools, log: Log, account: string, seen: Seen): Promise<void> => {
  const { ledger, settings } = chat.warnings
  const now = chat.clock.now()
  const { late, lost, decidedAt } = await auditLedger({ ledger, ids: chat.ids }, account, now, settings.digestAt)
  if (late.length > 0) log.warn('warnings are late and were owed once more', { account, messages: late.length })
  if (lost.length > 0) log.error('warnings stood nowhere and are told again', { account, warnings: lost.length })
  const stands = seen.get(account) === decidedAt
  seen.set(account, decidedAt)
  if (stands && decidedAt !== undefined && now - decidedAt > silentMs)
    log.error('nobody decides about warnings any more', { account, since: new Date(decidedAt).toISOString() })
}

const auditAll = async (chat: ChatTools, log: Log, seen: Seen): Promise<void> => {
  for (const account of chat.accounts)
    await auditOne(chat, log, account, seen).catch((error: unknown) =>
      log.warn('warnings could not be audited', {
        account,
        why: error instanceof Error ? error.message : 'unknown',
      }),
    )
}

/**
 * The auditor: apart from the loop that decides, with a lease of its own, it compares what is written with what was
 * delivered and has sent again what is owed. Until told to stop.
 */
export const auditWarnings = async (chat: ChatTools, lease: Lease, log: Log, stop: AbortSignal): Promise<void> => {
  const seen: Seen = new Map()
  while (!stop.aborted) {
    const held = await lease.hold('auditor', stop).catch(() => undefined)
    if (held === undefined) continue
    const until = AbortSignal.any([stop, held.signal])
    while (!until.aborted) {
      const rest = wait(restMs, undefined, { signal: until, ref: false }).catch(() => undefined)
      await Promise.all([chat.clock.sleep(everyMs, until), rest])
      if (!until.aborted) await auditAll(chat, log, seen)
    }
    await held.release().catch(() => undefined)
  }
}
