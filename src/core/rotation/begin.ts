import type { Freeze } from '../plan/rotation-settings.ts'
import type { Snapshot } from '../ports/records.ts'
import { recordPart } from '../request/move.ts'
import type { ActionRecord } from '../request/record.ts'
import { type After, nothingMore } from './after.ts'
import { commitMove, commitNext } from './commit-next.ts'
import type { EngineTools, Readiness } from './engine-tools.ts'
import { freezeFor } from './freeze-for.ts'
import { goesOnHere } from './goes-on-here.ts'
import { locksToTake } from './locks-to-take.ts'
import { type Go, go, type Next } from './next.ts'
import { goOnWithParent } from './retry/go-on-with-parent.ts'
import { candidatesOf, newTokensOf } from './snapshot-parts.ts'
import { makeVoid } from './states/ends.ts'
import { firstStateOf } from './states/forward.ts'
import { takenIn } from './taken-in.ts'
import { queuedLooksEveryMs, unreadableAfterMs } from './times.ts'

type Transition = Extract<Next, { kind: 'go' }>

/** An unreadable Akamai is counted anew once the record has been somewhere else. */
const calmed = (record: ActionRecord): ActionRecord => {
  const { failingSince: _since, ...rest } = record
  return rest
}

const queue = (record: ActionRecord, now: number, waitsFor: string): Transition => {
  const next = go(calmed(record), 'queued', now, { waitsFor })
  return {
    ...next,
    due: now + queuedLooksEveryMs,
    events: [{ what: 'rotation.queued', actor: { kind: 'bot' }, facts: { waitsFor } }],
    owed: [...(next.owed ?? []), { kind: 'notice', notice: 'queued', to: 'thread' }],
  }
}

/** Too few votes still count: those that do stay, and the card asks again; or void, when its time is over. */
const askAgain = (
  record: ActionRecord,
  now: number,
  { sentence, votes }: Extract<Readiness, { kind: 'too-few-votes' }>,
): Transition => {
  const lapsesAt = record.lapsesAt ?? now
  if (now >= lapsesAt) return makeVoid(record, now, sentence)
  const { decidedAt: _decided, waitsFor: _for, ...rest } = calmed(record)
  const next = go(rest, 'requested', now, { votes })
  const told = { kind: 'notice', notice: 'votes-lost', to: 'thread' } as const
  const facts = { from: record.state, to: 'requested', why: sentence, votes: votes.length }
  const events = [{ what: 'rotation.state', actor: { kind: 'bot' }, facts }] as const
  return { ...next, due: lapsesAt, events, owed: [...(next.owed ?? []), told] }
}

/** An approval that no longer holds: back to the approvers, void, or looked at again in a minute. */
const notReady = (record: ActionRecord, now: number, readiness: Exclude<Readiness, { kind: 'ready' }>): Transition => {
  if (readiness.kind === 'moved') return makeVoid(record, now, readiness.sentence)
  if (readiness.kind === 'too-few-votes') return askAgain(record, now, readiness)
  const failingSince = record.failingSince ?? now
  if (now - failingSince >= unreadableAfterMs) return makeVoid(record, now, readiness.sentence)
  return { kind: 'go', record: { ...record, failingSince }, due: now + queuedLooksEveryMs }
}

const start = (record: ActionRecord, now: number): Go => {
  const { waitsFor: _waited, ...rest } = calmed(record)
  const next = go(rest, firstStateOf(record), now, { startedAt: now })
  return {
    ...next,
    events: [{ what: 'rotation.started', actor: { kind: 'bot' }, facts: { digest: record.plan.digest } }],
    locks: { take: locksToTake(record) },
  }
}

/** Locks, state and the intent on the first part are one commit. */
const carryOut = async (tools: EngineTools, snapshot: Snapshot): Promise<After> => {
  const record = snapshot.record.value
  const now = tools.clock.now()
  const parts = newTokensOf(snapshot).filter((token) => token.state === 'planned')
  const wakes = (parts.length > 0 ? parts : candidatesOf(snapshot)).map((part) => part.id)
  const next = start(record, now)
  const begun = { ...snapshot, record: { ...snapshot.record, value: next.record } }
  const here = goesOnHere(begun, [...wakes, recordPart], { now, settings: tools.settings })
  const committed = await commitMove(tools, snapshot, { ...next, wakes }, here)
  if (committed.kind === 'locked') await commitNext(tools, snapshot, queue(record, now, committed.holder))
  if (committed.kind !== 'ok') return committed.kind === 'moved' ? { wakes: [recordPart] } : nothingMore
  return { wakes: [...wakes, recordPart], ...takenIn(committed, here, begun) }
}

const endOf = ({ reason, toMs }: Freeze): string =>
  `the end of the freeze (${reason}), ${new Date(toMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** approved → the first state of the action, when votes, plan, freeze and locks allow it. */
export const begin = async (tools: EngineTools, snapshot: Snapshot): Promise<After> => {
  const record = snapshot.record.value
  const now = tools.clock.now()
  const freeze = freezeFor(record, { now, settings: tools.settings })
  if (freeze !== undefined) {
    await commitNext(tools, snapshot, queue(record, now, endOf(freeze)))
    return nothingMore
  }
  const readiness = await tools.readinessOf(record)
  if (readiness.kind !== 'ready') {
    await commitNext(tools, snapshot, notReady(record, tools.clock.now(), readiness))
    return nothingMore
  }
  if (record.parent !== undefined) return { wakes: await goOnWithParent(tools, snapshot, record.parent) }
  return carryOut(tools, snapshot)
}
