import type { AuditEvent } from '../audit/audit-event.ts'
import { edgeWorkerLocks } from '../plan/locks.ts'
import { freezeAt } from '../plan/rotation-settings.ts'
import type { Snapshot } from '../ports/records.ts'
import { recordPart } from '../request/move.ts'
import type { ActionRecord } from '../request/record.ts'
import { commitNext } from './commit-next.ts'
import type { EngineTools, Readiness } from './engine-tools.ts'
import type { Subjects } from './intent.ts'
import { locksToTake } from './locks-to-take.ts'
import { type Go, go, type Next } from './next.ts'
import { runStep } from './run-step.ts'
import { newTokensOf, targetsOf } from './snapshot-parts.ts'
import { makeVoid } from './states/ends.ts'
import { firstStateOf } from './states/forward.ts'
import { confirmUnused } from './steps/confirm-unused.ts'
import { refreshToken } from './steps/refresh-token.ts'
import { revokeToken } from './steps/revoke-token.ts'
import type { Step } from './steps/step.ts'
import { queuedLooksEveryMs } from './times.ts'

type StepName = Extract<Next, { kind: 'step' }>['step']
type Transition = Exclude<Next, { kind: 'step' }>
type RecordStep = (tools: EngineTools, snapshot: Snapshot) => Promise<readonly string[]>
const minute = queuedLooksEveryMs

const queue = (record: ActionRecord, now: number, waitsFor: string): Transition => ({
  ...go(record, 'queued', now, { waitsFor }),
  due: now + minute,
  events: [{ what: 'rotation.queued', actor: { kind: 'bot' }, facts: { waitsFor } }],
})

/** An approval that no longer holds: back to the approvers, void, or looked at again in a minute. */
const notReady = (record: ActionRecord, now: number, readiness: Exclude<Readiness, { kind: 'ready' }>): Transition => {
  if (readiness.kind === 'moved') return makeVoid(record, now, readiness.sentence)
  if (readiness.kind === 'too-few-votes')
    return now < (record.lapsesAt ?? 0)
      ? { ...go(record, 'requested', now), due: record.lapsesAt ?? now }
      : makeVoid(record, now, readiness.sentence)
  const unreadableSince = record.failingSince ?? now
  if (now - unreadableSince > 30 * minute) return makeVoid(record, now, readiness.sentence)
  return { kind: 'go', record: { ...record, failingSince: unreadableSince }, due: now + minute }
}

const start = (record: ActionRecord, now: number): Go => {
  const { waitsFor: _waited, failingSince: _since, ...rest } = record
  const next = go(rest, firstStateOf(record), now, { startedAt: now })
  return {
    ...next,
    events: [{ what: 'rotation.started', actor: { kind: 'bot' }, facts: { digest: record.plan.digest } }],
    locks: { take: locksToTake(record) },
  }
}

const announceStart = async (tools: EngineTools, record: ActionRecord, events: readonly AuditEvent[]): Promise<void> =>
  tools.audit.append(events.map((event) => ({ ...event, account: record.account, record: record.id })))

/** approved → the first state of the action, when votes, plan, freeze and locks allow it. */
const begin: RecordStep = async (tools, snapshot) => {
  const record = snapshot.record.value
  const now = tools.clock.now()
  const freeze = record.breakGlass === true ? undefined : freezeAt(tools.settings, now)
  if (freeze !== undefined) {
    await commitNext(tools, snapshot, queue(record, now, `the end of the freeze (${freeze.reason})`))
    return []
  }
  const readiness = await tools.readinessOf(record)
  if (readiness.kind !== 'ready') {
    await commitNext(tools, snapshot, notReady(record, now, readiness))
    return []
  }
  const wakes = newTokensOf(snapshot).map((part) => part.id)
  const next = start(record, now)
  const committed = await commitNext(tools, snapshot, { ...next, wakes })
  if (committed.kind === 'locked') await commitNext(tools, snapshot, queue(record, now, committed.holder))
  if (committed.kind !== 'ok') return []
  await announceStart(tools, record, next.events ?? [])
  return [...wakes, recordPart]
}

const lookAtLocks: RecordStep = async (tools, snapshot) => {
  const record = snapshot.record.value
  const now = tools.clock.now()
  const held = await tools.records.holderOf(record.account, locksToTake(record))
  const isWaiting = Object.values(held).some((holder) => holder !== record.id)
  await commitNext(tools, snapshot, isWaiting ? { kind: 'stay', due: now + minute } : go(record, 'approved', now))
  return isWaiting ? [] : [recordPart]
}

/** abandoning takes the EdgeWorkers' locks again, all or none, and waits for them. */
const lock: RecordStep = async (tools, snapshot) => {
  const record = snapshot.record.value
  if (record.abandon === undefined) return []
  const wakes = [...targetsOf(snapshot), ...newTokensOf(snapshot)].map((part) => part.id)
  const committed = await commitNext(tools, snapshot, {
    kind: 'go',
    record: { ...record, abandon: { ...record.abandon, phase: 'restoring' } },
    wakes,
    locks: { take: edgeWorkerLocks(record.plan.binding) },
    owed: [{ kind: 'board' }],
  })
  if (committed.kind === 'locked') await commitNext(tools, snapshot, { kind: 'stay', due: tools.clock.now() + minute })
  return committed.kind === 'ok' ? [...wakes, recordPart] : []
}

const recordSubjects: Subjects<ActionRecord> = {
  partId: recordPart,
  put: (record) => ({ record }),
  dueAfter: (_record, now) => now,
}

/** A step that looks or acts at Akamai, under an intent on the record itself. */
const underIntent =
  (name: string, step: Step<ActionRecord>): RecordStep =>
  async (tools, snapshot) => {
    const until = snapshot.record.value.waitsUntil ?? 0
    if (until > tools.clock.now()) {
      await commitNext(tools, snapshot, { kind: 'stay', due: until })
      return []
    }
    const ran = await runStep({
      tools,
      snapshot,
      held: snapshot.record,
      subjects: recordSubjects,
      acts: true,
      name,
      step,
    })
    return ran.subject ? [recordPart] : []
  }

const steps: Readonly<Record<StepName, RecordStep>> = {
  begin,
  'look-at-locks': lookAtLocks,
  lock,
  'confirm-unused': underIntent('confirm-unused', confirmUnused),
  'revoke-token': underIntent('revoke-token', revokeToken),
  'refresh-token': underIntent('refresh-token', refreshToken),
}

/** Runs a step of the record itself; gives the parts to look at next. */
export const runRecordStep = (tools: EngineTools, snapshot: Snapshot, name: StepName): Promise<readonly string[]> =>
  steps[name](tools, snapshot)
