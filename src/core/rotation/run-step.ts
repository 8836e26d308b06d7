import type { AuditEvent } from '../audit/audit-event.ts'
import { recordPart } from '../request/move.ts'
import { outsideFailureOf } from '../token/outside-failure-of.ts'
import { countDeath, expectOf, follow, type Intent, isRecord, type Patient, type Run, takeIntent } from './intent.ts'
import { poisonDeaths, type Settled, settle, settleFailure, settlePoison } from './settle.ts'
import { IntentLost, type StepContext } from './steps/step.ts'

/** What a run leaves to be looked at: the subject again, the record, or nothing (the intent was lost). */
export type Ran = { readonly subject: boolean; readonly record: boolean }

const lost: Ran = { subject: false, record: false }

const tokenOf = <Subject>({ snapshot }: Run<Subject>): string | undefined => {
  const { old, new: made } = snapshot.record.value.plan.binding
  return old?.name ?? made?.[0]?.name
}

/** The trail knows of an effect before it starts. */
const announce = async <Subject>(run: Run<Subject>): Promise<void> => {
  const { account, id } = run.snapshot.record.value
  const token = tokenOf(run)
  await run.tools.audit.append([
    {
      what: 'rotation.acting',
      actor: { kind: 'bot' },
      account,
      record: id,
      ...(token === undefined ? {} : { token }),
      facts: { step: run.name, part: run.subjects.partId },
    },
  ])
}

const contextOf = <Subject>(
  run: Run<Subject>,
  intent: Intent,
  saved: (subject: Subject) => void,
): StepContext<Subject> => {
  const { tools, snapshot, held, subjects } = run
  const { account, id } = snapshot.record.value
  return {
    record: snapshot.record.value,
    snapshot,
    subject: held.value,
    tools: tools.toolsFor(account),
    acts: run.acts,
    save: async (subject, events) => {
      const op = tools.ids.next()
      const expect = expectOf(subjects.partId, intent)
      const change = { op, account, id, expect, ...subjects.put(subject), events: events ?? [] }
      follow(subjects.partId, intent, await tools.records.commit(change))
      saved(subject)
    },
    mayAct: async () => {
      if (!run.acts) return false
      await announce(run)
      return tools.records.fence({ account, id }, { record: intent.record, part: subjects.partId, ver: intent.ver })
    },
  }
}

const commitSettled = async <Subject>(run: Run<Subject>, intent: Intent, result: Settled<Subject>): Promise<Ran> => {
  const { tools, snapshot, subjects } = run
  const { account, id } = snapshot.record.value
  const now = tools.clock.now()
  const token = tokenOf(run)
  const events: readonly AuditEvent[] = result.events.map((event) => ({
    ...(token === undefined ? {} : { token }),
    ...event,
  }))
  const tellsRecord = result.tellsRecord && !isRecord(subjects.partId)
  const committed = await tools.records.commit({
    op: tools.ids.next(),
    account,
    id,
    expect: expectOf(subjects.partId, intent),
    ...subjects.put(result.put),
    release: [subjects.partId],
    due: { [subjects.partId]: result.due, ...(tellsRecord ? { [recordPart]: now } : {}) },
    events,
    owed: result.owed,
  })
  follow(subjects.partId, intent, committed)
  return { subject: result.due !== 'never' && result.due <= now, record: tellsRecord }
}

/** Runs the step itself; what it throws becomes a later try or trouble, except a lost intent and Redis' own failures. */
const settled = async <Subject extends Patient>(run: Run<Subject>, intent: Intent): Promise<Settled<Subject>> => {
  const { tools, held } = run
  if ((held.value.deaths ?? 0) >= poisonDeaths) return settlePoison(run, held.value, tools.clock.now())
  let latest = held.value
  const context = contextOf(run, intent, (subject) => {
    latest = subject
  })
  try {
    const result = await run.step(context)
    return settle(run, latest, result, tools.clock.now())
  } catch (error) {
    const failure = outsideFailureOf(error)
    if (error instanceof IntentLost || failure?.system === 'redis') throw error
    const facts = { step: run.name, part: run.subjects.partId, why: error instanceof Error ? error.message : 'unknown' }
    if (failure === undefined) tools.log.error('a step failed inside of the bot', facts)
    else tools.log.warn('a step was refused by the outside', facts)
    return settleFailure(run, latest, error, tools.clock.now())
  }
}

/**
 * Runs one step under an intent: claim, look, fence, act, commit. A lost intent ends it silently: whoever took it over
 * looks at Akamai first. Failures of the outside become a later try or trouble; Redis' own are left to the wake-up.
 */
export const runStep = async <Subject extends Patient>(asked: Run<Subject>): Promise<Ran> => {
  const run = countDeath(asked)
  try {
    const intent = await takeIntent(run)
    return await commitSettled(run, intent, await settled(run, intent))
  } catch (error) {
    if (error instanceof IntentLost) return lost
    throw error
  }
}
