import { setTimeout as wait } from 'node:timers/promises'
import type { AuditEvent } from '../core/audit/audit-event.ts'
import type { AuditTrail } from '../core/ports/audit-trail.ts'
import type { Log } from '../core/ports/log.ts'
import type { RedisConnection } from '../store/connect.ts'
import { settleUntold, takeUntold } from '../store/records/untold.ts'

const everyMs = 5_000
const leaseMs = 30_000
const atOnce = 50

/** Writes what a commit says to the trail. False when it cannot: the events stay owed, and no effect starts meanwhile. */
export const writeEvents =
  (trail: () => AuditTrail | undefined, log: Log) =>
  async (events: readonly AuditEvent[], urgency: 'now' | 'soon'): Promise<boolean> => {
    try {
      const audit = trail()
      await audit?.append(events, urgency)
      return audit !== undefined
    } catch (error) {
      log.error('the audit trail cannot be written; it is owed these events', {
        events: events.map(({ what }) => what),
        why: error instanceof Error ? error.message : 'unknown',
      })
      return false
    }
  }

interface Telling {
  readonly redis: RedisConnection
  readonly audit: AuditTrail
  readonly log: Log
}

/** One look: events whose process ended between its commit and its trail are written here, with when they happened. */
const tellOnce = async ({ redis, audit }: Telling): Promise<void> => {
  for (const { op, at, events } of await takeUntold({ redis }, atOnce, leaseMs)) {
    const happenedAt = new Date(at).toISOString()
    await audit.append(events.map((event) => ({ ...event, facts: { ...event.facts, happenedAt } })))
    await settleUntold({ redis }, [op])
  }
}

/** Repairs the trail of processes that ended too early, every few seconds. At least once: `op` tells a repeat. */
export const tellUntold = (telling: Telling): { close(): Promise<void> } => {
  const stopping = new AbortController()
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await wait(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      await tellOnce(telling).catch((error: unknown) =>
        telling.log.warn('events could not be told late', { why: error instanceof Error ? error.message : 'unknown' }),
      )
    }
  })()
  return {
    close: async () => {
      stopping.abort()
      await running
    },
  }
}
