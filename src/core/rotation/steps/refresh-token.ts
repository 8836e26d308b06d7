import type { ActionRecord } from '../../request/record.ts'
import { outsideFailureOf } from '../../token/outside-failure-of.ts'
import type { Token } from '../../token/token.ts'
import { pollEveryMs, pollStuckEveryMs, stuckAfterMs } from '../times.ts'
import type { Step, StepContext, StepResult } from './step.ts'

type Context = StepContext<ActionRecord>
type Result = StepResult<ActionRecord>
type Trouble = Extract<Result, { kind: 'trouble' }>
type Asked = NonNullable<ActionRecord['refresh']>

const trouble = (record: ActionRecord, code: string, sentence: string, advice: string): Trouble => ({
  kind: 'trouble',
  subject: record,
  trouble: { code, sentence, advice },
})

/** Bundles name the former one: whatever uses the token fails from now on, and somebody must be woken. */
const otherUuid = (record: ActionRecord, name: string, now: number): Result => ({
  ...trouble(
    { pagedAt: now, ...record },
    'uuid-changed',
    `${name} has another uuid now: bundles that refer to it fail.`,
    'Look at it at once; rotate it.',
  ),
  owed: [{ kind: 'page' }, { kind: 'notice', notice: 'uuid-changed', to: 'thread' }],
})

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Asked, and certainly not done: it may be asked again today. */
const certainlyNot = (error: unknown): boolean => outsideFailureOf(error)?.maybeDone === false

const ask = async (context: Context, name: string, before: string): Promise<Result> => {
  const { record, tools } = context
  const asked: ActionRecord = { ...record, refresh: { askedOn: day(tools.now()), before } }
  if (!(await context.mayAct(asked))) return { kind: 'stopped' }
  try {
    await tools.edgeKv.refreshToken(name)
  } catch (error) {
    if (certainlyNot(error)) await context.save(record)
    throw error
  }
  return { kind: 'wait', until: tools.now(), subject: asked }
}

const refreshed = (record: ActionRecord, token: Token, now: number): Result => ({
  kind: 'done',
  subject: { ...record, endedAt: now },
  events: [
    {
      what: 'token.refreshed',
      actor: { kind: 'bot' },
      token: token.name,
      facts: { uuid: token.uuid, latest: token.latestRefreshDate ?? '' },
    },
  ],
})

/** Asked for already: done, failed, under way, or lost, which is known only on another day. */
const follow = (context: Context, token: Token, asked: Asked): Promise<Result> | Result => {
  const { record, tools } = context
  const now = tools.now()
  const latest = token.latestRefreshDate ?? ''
  const status = token.activationStatus ?? 'COMPLETE'
  if (status === 'ERROR')
    return trouble(record, 'refresh-failed', `Akamai could not refresh ${token.name}.`, 'Rotate it instead.')
  const isComplete = status === 'COMPLETE'
  if (isComplete && (latest !== asked.before || latest >= asked.askedOn)) return refreshed(record, token, now)
  if (isComplete && asked.askedOn < day(now)) return ask(context, token.name, latest)
  const isLate = now - record.stateSince >= stuckAfterMs
  if (!isComplete && isLate)
    return trouble(
      record,
      'refresh-stuck',
      `${token.name} is not ready an hour after its refresh.`,
      'Retry looks again.',
    )
  const every = isLate ? pollStuckEveryMs : pollEveryMs
  return { kind: 'wait', until: now + every }
}

/**
 * Renews an auto-refreshing token in place. Asked at most once a day: a lost answer is looked for, not asked again.
 * Done when it is `COMPLETE` and its refresh date moved; a changed uuid is trouble that pages.
 */
export const refreshToken: Step<ActionRecord> = async (context) => {
  const { record, tools } = context
  const { old } = record.plan.binding
  if (record.refresh === undefined) context.willAct()
  const lookup = old === undefined ? undefined : await tools.edgeKv.getToken(old.name)
  if (old === undefined || lookup?.kind !== 'found')
    return trouble(record, 'token-gone', 'The token is no longer there.', 'Ask for a rotation instead.')
  const { token } = lookup
  if (token.uuid !== old.uuid) return otherUuid(record, old.name, tools.now())
  return record.refresh === undefined
    ? ask(context, old.name, token.latestRefreshDate ?? '')
    : follow(context, token, record.refresh)
}
