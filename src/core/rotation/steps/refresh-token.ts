import type { ActionRecord } from '../../request/record.ts'
import { pollEveryMs } from '../times.ts'
import type { Step, StepContext, StepResult } from './step.ts'

type Result = StepResult<ActionRecord>

const trouble = (record: ActionRecord, code: string, sentence: string, advice: string): Result => ({
  kind: 'trouble',
  subject: record,
  trouble: { code, sentence, advice },
})

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

const ask = async (context: StepContext<ActionRecord>, name: string, before: string): Promise<Result> => {
  const { record, tools } = context
  await context.save({ ...record, refresh: { askedOn: day(tools.now()), before } })
  if (!(await context.mayAct())) return { kind: 'stopped' }
  await tools.edgeKv.refreshToken(name)
  return { kind: 'wait', until: tools.now() }
}

/**
 * Renews an auto-refreshing token in place. Asked at most once a day: a lost answer is looked for, not asked again.
 * Done when it is `COMPLETE` and its refresh date moved; a changed uuid is trouble that pages.
 */
export const refreshToken: Step<ActionRecord> = async (context) => {
  const { record, tools } = context
  const { old } = record.plan.binding
  const lookup = old === undefined ? undefined : await tools.edgeKv.getToken(old.name)
  if (old === undefined || lookup?.kind !== 'found')
    return trouble(record, 'token-gone', 'The token is no longer there.', 'Ask for a rotation instead.')
  if (lookup.token.uuid !== old.uuid)
    return trouble(
      record,
      'uuid-changed',
      `${old.name} has another uuid now: bundles that refer to it may fail.`,
      'Look at it at once; rotate it.',
    )
  const latest = lookup.token.latestRefreshDate ?? ''
  const today = day(tools.now())
  const asked = record.refresh
  if (asked === undefined) return ask(context, old.name, latest)
  const complete = (lookup.token.activationStatus ?? 'COMPLETE') === 'COMPLETE'
  if (complete && (latest !== asked.before || latest >= asked.askedOn))
    return {
      kind: 'done',
      subject: { ...record, endedAt: tools.now() },
      events: [{ what: 'token.refreshed', actor: { kind: 'bot' }, token: old.name, facts: { uuid: old.uuid, latest } }],
    }
  if (complete && asked.askedOn < today) return ask(context, old.name, latest)
  return { kind: 'wait', until: tools.now() + pollEveryMs }
}
