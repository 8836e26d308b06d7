import type { AuditEvent } from '../audit/audit-event.ts'
import type { OutsideFailure } from '../ports/outside-failure.ts'
import type { Owed } from '../request/owed.ts'
import { asSentence } from '../token/as-sentence.ts'
import { outsideFailureOf } from '../token/outside-failure-of.ts'
import { calm, rested, untroubled } from './calm.ts'
import { isRecord, type Patient, type Run } from './intent.ts'
import type { StepResult } from './steps/step.ts'
import { backoffMs, giveUpAfterMs } from './times.ts'

/** A step's result as a commit: what is put, when the subject is due, and whether the record must be looked at. */
export interface Settled<Subject> {
  readonly put: Subject
  readonly due: number | 'never'
  readonly tellsRecord: boolean
  readonly events: readonly AuditEvent[]
  readonly owed: readonly Owed[]
}

type Subjects<Subject> = Pick<Run<Subject>, 'subjects'>

/** A step of our own that failed so often is held; so is one that killed so many workers. */
const poisonTries = 3
export const poisonDeaths = 10

/** What the result means for the subject, its next look, and the record. `latest`: the subject as last saved. */
export const settle = <Subject extends Patient>(
  { subjects }: Subjects<Subject>,
  latest: Subject,
  result: StepResult<Subject>,
  now: number,
): Settled<Subject> => {
  if (result.kind === 'stopped') {
    // What may have happened unheard is looked for, whatever has become of the record.
    const due = isRecord(subjects.partId) || latest.unsure === true ? now + 1000 : 'never'
    return { put: rested(latest), due, tellsRecord: true, events: [], owed: [] }
  }
  const events = result.events ?? []
  if (result.kind === 'wait') {
    const put = { ...calm(result.subject ?? latest), waitsUntil: result.until }
    const board: readonly Owed[] = events.length > 0 ? [{ kind: 'board' }] : []
    return { put, due: result.until, tellsRecord: false, events, owed: [...board, ...(result.owed ?? [])] }
  }
  if (result.kind === 'done') {
    const put = untroubled(calm(result.subject))
    const owed: Owed[] = [{ kind: 'board' }, ...(result.owed ?? [])]
    return { put, due: subjects.dueAfter(put, now), tellsRecord: true, events, owed }
  }
  const put = { ...calm(result.subject), trouble: { ...result.trouble, at: now } }
  const owed: Owed[] = [{ kind: 'board' }, ...(result.owed ?? [])]
  return { put, due: subjects.dueInTrouble(put, now), tellsRecord: true, events, owed }
}

const isPatient = (failure: OutsideFailure | undefined, tries: number, failingMs: number): boolean =>
  failure === undefined ? tries < poisonTries : failure.who === 'retry' && failingMs < giveUpAfterMs

const troubleOf = (failure: OutsideFailure | undefined, step: string, part: string) => ({
  code: failure === undefined ? 'internal' : (failure.code ?? `akamai-${failure.status ?? 'unreachable'}`),
  sentence: failure === undefined ? `Step ${step} failed inside of the bot.` : asSentence(failure.message),
  advice: failure?.who === 'operator' ? 'An operator must mend this; then Retry.' : 'Retry, or Abandon.',
  part,
})

/** A refusal of the outside, or a fault of our own: a later try while patience lasts, else trouble somebody must mend. */
export const settleFailure = <Subject extends Patient>(
  run: Pick<Run<Subject>, 'subjects' | 'name'>,
  latest: Subject,
  error: unknown,
  now: number,
): Settled<Subject> => {
  const failure = outsideFailureOf(error)
  const since = latest.failingSince ?? now
  const tries = (latest.tries ?? 0) + 1
  const subject: Subject = failure?.maybeDone === true ? { ...latest, unsure: true } : latest
  if (!isPatient(failure, tries, now - since)) {
    const trouble = troubleOf(failure, run.name, run.subjects.partId)
    const held = settle(run, subject, { kind: 'trouble', subject, trouble }, now)
    return subject.unsure === true ? { ...held, put: { ...held.put, unsure: true } } : held
  }
  const until = now + Math.max(failure?.retryAfterMs ?? 0, backoffMs(tries - 1))
  const put = { ...subject, tries, failingSince: since, waitsUntil: until }
  return { put, due: until, tellsRecord: false, events: [], owed: [] }
}

/** A step over which worker after worker died is not run again by itself. */
export const settlePoison = <Subject extends Patient>(
  run: Pick<Run<Subject>, 'subjects' | 'name'>,
  subject: Subject,
  now: number,
): Settled<Subject> => {
  const trouble = {
    code: 'poison',
    sentence: `Step ${run.name} ended ${poisonDeaths} workers, one after the other.`,
    advice: 'An operator must look at the logs; then Retry, or Abandon.',
    part: run.subjects.partId,
  }
  return settle(run, subject, { kind: 'trouble', subject, trouble }, now)
}
