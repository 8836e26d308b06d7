import type { AuditEvent } from '../audit/audit-event.ts'
import type { Owed } from '../request/owed.ts'
import { outsideFailureOf } from '../token/outside-failure-of.ts'
import { isRecord, type Patient, type Run } from './intent.ts'
import type { StepResult } from './steps/step.ts'
import { backoffMs, giveUpAfterMs, pollStuckEveryMs } from './times.ts'

/** A step's result as a commit: what is put, when the subject is due, and whether the record must be looked at. */
export interface Settled<Subject> {
  readonly put?: Subject
  readonly due: number | 'never'
  readonly tellsRecord: boolean
  readonly events: readonly AuditEvent[]
  readonly owed: readonly Owed[]
}

const calm = <Subject extends Patient>(subject: Subject): Subject => {
  const { tries: _tries, failingSince: _since, waitsUntil: _until, ...rest } = subject
  return rest as Subject
}

/** What the result means for the subject, its next look, and the record. */
export const settle = <Subject extends Patient>(
  { subjects, held }: Pick<Run<Subject>, 'subjects' | 'held'>,
  result: StepResult<Subject>,
  now: number,
): Settled<Subject> => {
  if (result.kind === 'stopped')
    return { due: isRecord(subjects.partId) ? now + 1000 : 'never', tellsRecord: true, events: [], owed: [] }
  const events = result.events ?? []
  if (result.kind === 'wait') {
    const put = { ...calm(result.subject ?? held.value), waitsUntil: result.until }
    return { put, due: result.until, tellsRecord: false, events, owed: events.length > 0 ? [{ kind: 'board' }] : [] }
  }
  if (result.kind === 'done') {
    const put = calm(result.subject)
    const owed: Owed[] = [{ kind: 'board' }, ...(result.owed ?? [])]
    return { put, due: subjects.dueAfter(put, now), tellsRecord: true, events, owed }
  }
  const put = { ...calm(result.subject), trouble: { ...result.trouble, at: now } }
  const due = result.trouble.code.endsWith('-stuck') ? now + pollStuckEveryMs : 'never'
  return { put, due, tellsRecord: true, events, owed: [{ kind: 'board' }] }
}

/** A refusal of the outside, or a fault of our own: a later try while patience lasts, else trouble somebody must mend. */
export const settleFailure = <Subject extends Patient>(
  run: Run<Subject>,
  latest: Subject,
  error: unknown,
  now: number,
): Settled<Subject> => {
  const failure = outsideFailureOf(error)
  const since = latest.failingSince ?? now
  const tries = (latest.tries ?? 0) + 1
  const isPatient = failure?.who === 'retry' ? now - since < giveUpAfterMs : failure === undefined && tries <= 3
  if (isPatient) {
    const until = now + Math.max(failure?.retryAfterMs ?? 0, backoffMs(tries - 1))
    const put = { ...latest, tries, failingSince: since, waitsUntil: until }
    return { put, due: until, tellsRecord: false, events: [], owed: [] }
  }
  const trouble = {
    code: failure === undefined ? 'internal' : (failure.code ?? `akamai-${failure.status ?? 'unreachable'}`),
    sentence: failure?.message ?? `Step ${run.name} failed inside of the bot.`,
    advice: failure?.who === 'operator' ? 'An operator must mend this; then Retry.' : 'Retry, or Abandon.',
    part: run.subjects.partId,
  }
  return settle(run, { kind: 'trouble', subject: latest, trouble }, now)
}
