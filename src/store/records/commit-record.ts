import type { Change, Committed, Versions } from '../../core/ports/records.ts'
import { isEnd } from '../../core/request/state.ts'
import { keys } from '../keys.ts'
import { textOf } from '../replies.ts'
import { runScript } from '../run-script.ts'
import { commitScript } from './commit-script.ts'
import { commitKeys, encodeOwed, encodeParts, eventsOf } from './encode.ts'
import type { StoreTools } from './store-tools.ts'
import { recordPart, schemaVersion } from './stored.ts'

/** A change that Redis gets to see later was reported as failed: it must not happen any more. */
const validForMs = 3_000
const keptForSeconds = 90 * 24 * 60 * 60

const versionsByPart = ({ record, parts }: Versions): Readonly<Record<string, number>> => ({
  ...parts,
  ...(record === undefined ? {} : { [recordPart]: record }),
})

/** Whether the change leaves a review owed, or closed; neither where there is none. */
const reviewOf = ({ record }: Change): 'owed' | 'closed' | undefined => {
  if (record?.review === undefined) return undefined
  return record.review.done === undefined ? 'owed' : 'closed'
}

/** The change as the script reads it, but for the record itself. Documents are texts inside of it. */
const encode = (change: Change, { heartbeat, clock }: StoreTools): string => {
  const redisNow = heartbeat.redisNow()
  const at = clock.now()
  return JSON.stringify({
    op: change.op,
    account: change.account,
    id: change.id,
    schema: schemaVersion,
    notAfter: redisNow + validForMs,
    ahead: at - redisNow,
    at: String(at),
    ttl: heartbeat.ttlMs,
    keptFor: keptForSeconds,
    expect: versionsByPart(change.expect),
    seen: change.seen && versionsByPart(change.seen),
    review: reviewOf(change),
    ended: change.record !== undefined && isEnd(change.record.state) ? true : undefined,
    parts: encodeParts(change.parts ?? []),
    claim: change.claim,
    fence: change.fence,
    release: change.release ?? [],
    due: change.due ?? {},
    events: eventsOf(change, change.events).map((event) => JSON.stringify(event)),
    owed: encodeOwed(change, change.owed ?? [], change.op),
    take: change.locks?.take ?? [],
    free: change.locks?.free ?? [],
    unlessAfter: change.unlessAfter,
  })
}

/** Carries out one change, whole or not at all. */
export const commitRecord = async (tools: StoreTools, change: Change): Promise<Committed> => {
  const { redis, heartbeat } = tools
  const until = heartbeat.absenceCountsUntil()
  // By itself: as a text inside of another one it would be escaped here and unescaped there, and it is the longest.
  const record = change.record === undefined ? '' : JSON.stringify(change.record)
  const args = [encode(change, tools), keys.tag, heartbeat.worker, until, record]
  return JSON.parse(textOf(await runScript(redis, commitScript, commitKeys(change), args)))
}
