import type { RecordKey } from '../ports/records.ts'
import { type Answer, type Call, show } from './call.ts'
import { type FormValues, secretFields } from './form-values.ts'
import type { Command, Verb } from './grammar/command.ts'
import { parseLine, secretSeen } from './grammar/parse-line.ts'
import type { Inbound } from './inbound.ts'
import { runCommand } from './run-command.ts'
import { advise } from './verbs/advise.ts'
import { askForAction } from './verbs/ask-for-action.ts'
import { askForApproval } from './verbs/ask-for-approval.ts'
import { glassForm, passWithoutApproval, reviewed } from './verbs/break-glass.ts'
import { createTyped } from './verbs/create-form.ts'
import { createFromForm } from './verbs/create-from-form.ts'
import { cancelPlan, vote, withdrawRequest } from './verbs/decide-request.ts'
import { list, planOfRecord, status } from './verbs/look-around.ts'
import { makeWay } from './verbs/make-way.ts'
import { retryRotation } from './verbs/retry-rotation.ts'
import { abandonRotation, decideAtRevokeGate, skipSource, sourceUpdated } from './verbs/steer-rotation.ts'
import { whereToken } from './verbs/where-token.ts'
import { explainView } from './views/plan-view.ts'
import { problemView } from './views/problem-view.ts'
import { reasonForm } from './views/reason-form.ts'
import { keyOf, refOf } from './views/record-ref.ts'
import { sentenceView } from './views/words.ts'
import { seenRecord } from './visible-records.ts'

type OnRecord = (call: Call, key: RecordKey) => Promise<Answer>

/** The reason is asked for first, where the policy wants one and none was given. */
const ask =
  (form: 'ask' | 'make-way'): OnRecord =>
  async (call, key) => {
    const snapshot = await call.tools.records.load(key)
    const record = snapshot?.record.value
    if (record?.state === 'asked' && record.policy.reason === 'required' && record.reason === undefined)
      return { kind: 'form', form: reasonForm(form, refOf(key)) }
    return askForApproval(call, key)
  }

/** The same question again, from the plan's own ask. */
const again: OnRecord = async (call, key) => {
  const record = await seenRecord(call, key)
  if (record === undefined) return show(sentenceView(`There is no ${key.id} that you can see.`))
  const { ask: asked, plan, reason } = record
  const command: Command = {
    verb: asked.action === 'retry' || asked.action === 'adopt' ? 'rotate' : asked.action,
    token: asked.token,
    options: reason === undefined ? {} : { reason },
    line: `${plan.binding.action} ${asked.token}`,
  }
  return askForAction(call, asked, command, 'ask')
}

const clicks: Readonly<Record<string, OnRecord>> = {
  ask: ask('ask'),
  'make-way': makeWay(ask('make-way')),
  again,
  cancel: cancelPlan,
  explain: async () => show(explainView),
  plan: planOfRecord,
  'break-glass': glassForm,
  reviewed,
  approve: (call, key) => vote(call, key, { kind: 'approve', about: 'request' }),
  deny: async (_call, key) => ({ kind: 'form', form: reasonForm('deny', refOf(key)) }),
  withdraw: withdrawRequest,
  retry: retryRotation,
  abandon: abandonRotation,
  source: sourceUpdated,
  'skip-source': skipSource,
  'go-production': (call, key) => vote(call, key, { kind: 'approve', about: 'production' }),
  'deny-production': async (_call, key) => ({ kind: 'form', form: reasonForm('deny-production', refOf(key)) }),
  'look-again': (call, key) => decideAtRevokeGate(call, key, 'look-again'),
  'revoke-anyway': (call, key) => decideAtRevokeGate(call, key, 'revoke-anyway'),
  'keep-old': (call, key) => decideAtRevokeGate(call, key, 'keep'),
}

const stale = show(
  sentenceView('This button is from an older message and does nothing any more. Type the command again.'),
)

const runLine = async (call: Call, line: string): Promise<Answer> => {
  const parsed = parseLine(line)
  return parsed.ok ? runCommand(call, parsed.command) : show(problemView(parsed.problem))
}

const pages: Partial<Record<Verb, (call: Call, command: Command, page: number) => Promise<Answer>>> = {
  advise,
  list,
  status,
  where: whereToken,
}

const turnPage = async (call: Call, value: string): Promise<Answer> => {
  const match = /^(\d{1,4}) (.+)$/s.exec(value)
  const parsed = parseLine(match?.[2] ?? '')
  const turn = parsed.ok ? pages[parsed.command.verb] : undefined
  if (match?.[1] === undefined || !parsed.ok || turn === undefined) return stale
  return turn(call, parsed.command, Number(match[1]))
}

/** Every click gets an answer: an unknown or stale button says so. */
export const runClick = async (call: Call, action: string, value: string): Promise<Answer> => {
  if (action === 'run' || action.startsWith('run-')) return runLine(call, value)
  if (action.startsWith('page-')) return turnPage(call, value)
  const key = keyOf(value)
  const click = Object.hasOwn(clicks, action) ? clicks[action] : undefined
  return key === undefined || click === undefined || !call.tools.accounts.includes(key.account)
    ? stale
    : click(call, key)
}

/** A form that is being filled in; those that say nothing meanwhile stay as they are. */
export const runTyped = (call: Call, form: string, ref: string, values: FormValues): Answer =>
  form === 'create' ? createTyped(call, ref, values) : { kind: 'silent' }

/** A form sent back, with what it holds; `check`: only to be looked through. */
export const runForm = async (
  call: Call,
  { form, ref, values, check }: Pick<Extract<Inbound, { kind: 'form' }>, 'form' | 'ref' | 'values' | 'check'>,
): Promise<Answer> => {
  if (form === 'create') return createFromForm(call, ref, values, check === true)
  if (secretFields(values).length > 0) return show(problemView(secretSeen))
  const key = keyOf(ref)
  const reason =
    typeof values['reason'] === 'string' && values['reason'].trim() !== '' ? values['reason'].trim() : undefined
  if (key === undefined || !call.tools.accounts.includes(key.account)) return stale
  if (form === 'break-glass') {
    const phrase = typeof values['phrase'] === 'string' ? values['phrase'] : ''
    return passWithoutApproval(call, key, { phrase, reason: reason ?? '' })
  }
  if (form === 'deny') return vote(call, key, { kind: 'deny', about: 'request' }, reason)
  if (form === 'deny-production') return vote(call, key, { kind: 'deny', about: 'production' }, reason)
  const asking: OnRecord = (by, which) => askForApproval(by, which, reason)
  if (form === 'make-way') return makeWay(asking)(call, key)
  return form === 'ask' ? asking(call, key) : stale
}
