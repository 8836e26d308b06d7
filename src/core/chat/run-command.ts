import type { Ask } from '../plan/ask.ts'
import type { Action } from '../plan/plan.ts'
import type { RecordKey } from '../ports/records.ts'
import { askOf } from './ask-of.ts'
import { auditRefusal } from './audit-refusal.ts'
import { type Answer, type Call, show } from './call.ts'
import { findToken } from './find-token.ts'
import { lineWith } from './grammar/again.ts'
import type { Command, Verb } from './grammar/command.ts'
import { notFoundView } from './not-found-view.ts'
import { advise } from './verbs/advise.ts'
import { askForAction, type How } from './verbs/ask-for-action.ts'
import { auditToken } from './verbs/audit-token.ts'
import { createForm } from './verbs/create-form.ts'
import { vote, withdrawRequest } from './verbs/decide-request.ts'
import { expiryAnswer } from './verbs/expiry-answer.ts'
import { list, showToken, status } from './verbs/look-around.ts'
import { abandonMark, adoptLost } from './verbs/lost-and-found.ts'
import { quietWarning } from './verbs/quiet-warning.ts'
import { retryRotation } from './verbs/retry-rotation.ts'
import { abandonRotation, sourceUpdated } from './verbs/steer-rotation.ts'
import { listSubscriptions, subscribe, unsubscribe } from './verbs/subscribe.ts'
import { whereToken } from './verbs/where-token.ts'
import { helpView, startView } from './views/help-view.ts'
import { sentenceView } from './views/words.ts'
import { anyRecord, findRecord } from './visible-records.ts'

type Run = (call: Call, command: Command) => Promise<Answer>

const accountFor = (call: Call, command: Command): string | undefined =>
  command.account ?? (call.tools.accounts.length === 1 ? call.tools.accounts[0] : undefined)

const actions: Partial<Record<Verb, Action>> = {
  rotate: 'rotate',
  refresh: 'refresh',
  migrate: 'migrate',
  revoke: 'revoke',
}

const inWhichAccount = ({ tools }: Call, command: Command): Answer =>
  show(
    sentenceView('In which account?', {
      kind: 'buttons',
      buttons: tools.accounts.map((one) => ({ action: 'run', value: lineWith(command, 'account', one), label: one })),
    }),
  )

/** Asks for what is understood, unless its date will not do. */
const askWith = (call: Call, ask: Ask, command: Command, how: How): Promise<Answer> => {
  const { tools } = call
  const issues = tools.planToolsFor(ask.account).generation
  const stale = expiryAnswer(command, ask, issues, tools.clock.now())
  return stale === undefined ? askForAction(call, ask, command, how) : Promise.resolve(show(stale))
}

const createToken = async (call: Call, command: Command): Promise<Answer> => {
  const { accounts } = call.tools
  const account = accountFor(call, command)
  if (account === undefined) return inWhichAccount(call, command)
  if (!accounts.includes(account)) return show(notFoundView({ kind: 'no-account', account, accounts }, command))
  if (command.token === undefined) return createForm(call, account)
  return askWith(call, askOf('create', account, command.token, command), command, 'ask')
}

const askFor =
  (how: How): Run =>
  async (call, command) => {
    const verb = how === 'ask' ? command.verb : (command.of ?? 'rotate')
    const action = command.options['refresh'] === true ? 'refresh' : actions[verb]
    if (action === undefined) return show(sentenceView(`There is no plan for ${verb}.`))
    const found = await findToken(call, command.token ?? '', command.account)
    if (found.kind !== 'found') return show(notFoundView(found, command))
    const { account, token } = found.seen
    return askWith(call, askOf(action, account, token.name, command, token.scope?.networks ?? []), command, how)
  }

const onRecord =
  (run: (call: Call, key: RecordKey, command: Command) => Promise<Answer>): Run =>
  async (call, command) => {
    const id = command.request ?? command.rotation ?? ''
    const key = await findRecord(call, id, command.account)
    if (key !== undefined) return run(call, key, command)
    const hidden = await anyRecord(call, id, command.account)
    if (hidden !== undefined)
      await auditRefusal(call, {
        account: hidden.account,
        record: hidden.id,
        code: 'may-not-see',
        action: command.verb,
      })
    return show(sentenceView(`There is no ${id} that you can see. See what is running: /edgekv status.`))
  }

const reasonOf = (command: Command): string | undefined => {
  const reason = command.options['reason']
  return typeof reason === 'string' ? reason : undefined
}

/** `R42`; anything else that can be abandoned is a mark. */
const isRecordId = ({ rotation }: Command): boolean => /^r\d+$/i.test(rotation ?? '')

const abandonOne = onRecord((call, key) => abandonRotation(call, key))

const runs: Partial<Record<Verb, Run>> = {
  help: async (_call, command) => show(helpView(command.topic)),
  start: async () => show(startView),
  list: (call, command) => list(call, command),
  show: showToken,
  where: (call, command) => whereToken(call, command),
  advise: (call, command) => advise(call, command),
  status: (call, command) => status(call, command),
  create: createToken,
  rotate: askFor('ask'),
  refresh: askFor('ask'),
  migrate: askFor('ask'),
  revoke: askFor('ask'),
  plan: askFor('plan'),
  'break-glass': askFor('break-glass'),
  audit: auditToken,
  approve: onRecord((call, key, command) => vote(call, key, { kind: 'approve' }, reasonOf(command))),
  deny: onRecord((call, key, command) => vote(call, key, { kind: 'deny' }, reasonOf(command))),
  withdraw: onRecord((call, key) => withdrawRequest(call, key)),
  retry: onRecord((call, key) => retryRotation(call, key)),
  abandon: (call, command) => (isRecordId(command) ? abandonOne(call, command) : abandonMark(call, command)),
  adopt: adoptLost,
  source: onRecord((call, key) => sourceUpdated(call, key)),
  ack: quietWarning,
  snooze: quietWarning,
  subscribe,
  unsubscribe,
  subscriptions: (call) => listSubscriptions(call),
  download: async () =>
    show(
      sentenceView(
        'The bot never shows a token value: it would stay in this chat for ever. Fetch it yourself with akamai edgekv download token, where the bundle is built.',
      ),
    ),
}

/** Carries out one understood line. */
export const runCommand = (call: Call, command: Command): Promise<Answer> => {
  const run = runs[command.verb]
  if (run === undefined)
    return Promise.resolve(show(sentenceView(`/edgekv ${command.verb} is not there yet. What there is: /edgekv help.`)))
  return run(call, command)
}
