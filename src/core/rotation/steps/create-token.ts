import { meanwhile } from '../../inventory/meanwhile.ts'
import type { PlannedToken } from '../../plan/plan.ts'
import type { TokenLookup } from '../../ports/edge-kv.ts'
import type { NewToken } from '../../request/part.ts'
import { asSentence } from '../../token/as-sentence.ts'
import { outsideFailureOf } from '../../token/outside-failure-of.ts'
import { isWider, sameScope } from '../../token/scope.ts'
import { generationOf, type Token } from '../../token/token.ts'
import { calm, untroubled } from '../calm.ts'
import { pollEveryMs, pollStuckEveryMs, settlingMs, stuckAfterMs } from '../times.ts'
import { NotShownYet } from './not-shown-yet.ts'
import type { Step, StepContext, StepResult } from './step.ts'

type Context = StepContext<NewToken>
type Result = StepResult<NewToken>
type Failed = Extract<Result, { kind: 'trouble' }>

const plannedOf = ({ record, subject }: Context): PlannedToken | undefined =>
  record.plan.binding.new?.find((token) => token.name === subject.name)

const failed = (subject: NewToken, code: string, sentence: string, advice: string): Failed => ({
  kind: 'trouble',
  subject: { ...subject, state: 'failed' },
  trouble: { code, sentence, advice, part: subject.id },
})

const nameTaken = (subject: NewToken): Result =>
  failed(
    subject,
    'name-taken',
    `A token called ${subject.name} exists already, and this request did not make it.`,
    'Plan anew: the next free name is taken then.',
  )

const known = (subject: NewToken, token: Token, since: number): NewToken => ({
  ...subject,
  state: 'creating',
  uuid: token.uuid,
  scope: token.scope,
  since: subject.since ?? since,
  ...(token.fingerprint === undefined ? {} : { fingerprint: token.fingerprint }),
})

/** What is wrong with the token that Akamai made, against what was asked. */
const mismatch = (planned: PlannedToken, token: Token): { code: string; sentence: string } | undefined => {
  if (isWider(token.scope, planned.scope))
    return { code: 'wider-scope', sentence: `Akamai made ${token.name} with more rights than the plan asks for.` }
  if (!sameScope(token.scope, planned.scope))
    return { code: 'other-scope', sentence: `Akamai made ${token.name} with other rights than the plan asks for.` }
  if (generationOf(token) !== planned.generation)
    return {
      code: 'other-generation',
      sentence: `Akamai made ${token.name} as ${generationOf(token)}, the plan says ${planned.generation}.`,
    }
  return undefined
}

/** Revokes the token that does not fit, if our own answer named its uuid in this rotation; else it is left and told. */
const refuse = async (
  context: Context,
  subject: NewToken,
  wrong: { code: string; sentence: string },
): Promise<Result> => {
  const { tools } = context
  if (subject.madeByUs !== true || !context.acts)
    return failed(subject, wrong.code, wrong.sentence, 'The bot leaves it alone. Look at it in Control Center.')
  if (!(await context.mayAct())) return { kind: 'stopped' }
  await tools.edgeKv.revokeToken(subject.name, subject.scope?.networks ?? [])
  return {
    kind: 'trouble',
    subject: { ...subject, state: 'revoked' },
    trouble: {
      ...wrong,
      advice: 'It was revoked at once. Check the account settings, then plan anew.',
      part: subject.id,
    },
    events: [{ what: 'token.revoked', actor: { kind: 'bot' }, token: subject.name, facts: { why: wrong.code } }],
  }
}

/** Looks again later; after an hour it is told as stuck, and looked at every five minutes. */
const stillInProgress = ({ tools }: Context, seen: NewToken): Result => {
  const now = tools.now()
  if (seen.trouble !== undefined) return { kind: 'wait', until: now + pollStuckEveryMs, subject: seen }
  if (now - (seen.since ?? now) < stuckAfterMs) return { kind: 'wait', until: now + pollEveryMs, subject: seen }
  const trouble = {
    code: 'new-token-stuck',
    sentence: `${seen.name} is not ready after an hour.`,
    advice: 'Retry looks again; the bot goes on looking every five minutes.',
    part: seen.id,
  }
  return { kind: 'trouble', subject: seen, trouble }
}

const poll = async (context: Context, subject: NewToken, lookup: TokenLookup): Promise<Result> => {
  const planned = plannedOf(context)
  const now = context.tools.now()
  if (lookup.kind === 'absent' && subject.uuid !== undefined && now - (subject.since ?? 0) < settlingMs)
    return { kind: 'wait', until: now + pollEveryMs, subject }
  if (lookup.kind !== 'found' || planned === undefined || (subject.uuid ?? lookup.token.uuid) !== lookup.token.uuid)
    return failed(
      subject,
      'new-token-gone',
      `${subject.name} is no longer there.`,
      'Somebody revoked it. Abandon, then ask again.',
    )
  const { token } = lookup
  const seen = known(subject, token, now)
  const wrong = mismatch(planned, token)
  if (wrong !== undefined) return refuse(context, seen, wrong)
  const status = token.activationStatus ?? 'COMPLETE'
  if (status === 'COMPLETE') return { kind: 'done', subject: { ...seen, state: 'complete' } }
  if (status !== 'ERROR') return stillInProgress(context, seen)
  return failed(seen, 'new-token-error', `Akamai could not activate ${seen.name}.`, 'Abandon, then ask again.')
}

/** Nothing more of Akamai's own words is told than a title, so here is what it may be about. */
const orderAdvice =
  'See whether the namespaces of the plan are still there, the account has room for one more token, and generation in the configuration says which kind it issues; then Retry, or Abandon.'

/** A refusal is no answer of ours to a token: what stands under the name later is as foreign as it was before. */
const order = async ({ subject, tools }: Context, { name, scope, expiry }: PlannedToken) => {
  try {
    return await tools.edgeKv.createToken({ name, scope, ...(expiry === undefined ? {} : { expiry }) })
  } catch (error) {
    const failure = outsideFailureOf(error)
    if (failure?.who !== 'stop') throw error
    return failed(subject, failure.code ?? 'create-refused', asSentence(failure.message), orderAdvice)
  }
}

/** The intent to create it under this name is saved with the fence. */
const create = async (context: Context, subject: NewToken, planned: PlannedToken): Promise<Result> => {
  if (!(await context.mayAct(subject))) return { kind: 'stopped' }
  const { tools } = context
  const answer = await order(context, planned)
  if (answer.kind === 'trouble') return answer
  if (answer.kind === 'name-taken') {
    const lookup = await tools.edgeKv.getToken(subject.name)
    if (lookup.kind === 'found') return poll(context, subject, lookup)
    // A POST of ours whose answer was lost may have made it.
    if (context.subject.intended === true) throw new NotShownYet(`${subject.name} exists`)
    return nameTaken(subject)
  }
  const made: NewToken = untroubled(calm({ ...known(subject, answer.token, tools.now()), madeByUs: true }))
  const events = [
    { what: 'token.created', actor: { kind: 'bot' }, token: made.name, facts: { uuid: answer.token.uuid } },
  ] as const
  const lookup = meanwhile(tools.edgeKv.getToken(made.name))
  await context.save(made, events)
  return poll(context, made, await lookup)
}

/** Where nothing may start: what our own POST may have made is found; if nothing is there, nothing was made. */
const lookOnly = (context: Context, lookup: TokenLookup): Promise<Result> | Result => {
  const { subject } = context
  if (subject.intended === true && lookup.kind === 'found') return poll(context, subject, lookup)
  const { looked: _looked, intended: _intended, ...rest } = subject
  return { kind: 'done', subject: rest }
}

/**
 * Creates one new token. A first look, committed as a fact, finds the name free (404), else the request is void; after
 * that whatever stands under the name with the asked scope is ours, because POST is sent only under our intent.
 * Done when Akamai says `COMPLETE`, or nothing as older tokens do.
 */
export const createToken: Step<NewToken> = async (context) => {
  const planned = plannedOf(context)
  const { subject, tools } = context
  if (planned === undefined) return failed(subject, 'not-planned', `${subject.name} is not in the plan.`, 'Plan anew.')
  if (subject.state === 'planned') context.willAct()
  const lookup = await tools.edgeKv.getToken(subject.name)
  if (subject.state === 'creating') return poll(context, subject, lookup)
  if (!context.acts) return lookOnly(context, lookup)
  if (subject.intended === true && lookup.kind === 'found') return poll(context, subject, lookup)
  if (lookup.kind !== 'absent') return nameTaken(subject)
  return create(context, { ...subject, looked: true, intended: true }, planned)
}
