import type { Action } from '../plan/plan.ts'
import type { RecordKey } from '../ports/records.ts'
import { askOf } from './ask-of.ts'
import { type Answer, type Call, show } from './call.ts'
import { findToken } from './find-token.ts'
import type { Command, Verb } from './grammar/command.ts'
import { notFoundView } from './not-found-view.ts'
import { advise } from './verbs/advise.ts'
import { askForAction, type How } from './verbs/ask-for-action.ts'
import { auditToken } from './verbs/audit-token.ts'
import { createForm } from './verbs/create-form.ts'
import { vote, withdrawRequest } from './verbs/decide-request.ts'
import { findRecord, list, showToken, status, whereToken } from './verbs/look-around.ts'
import { abandonMark, adoptLost } from './verbs/lost-and-found.ts'
import { retryRotation } from './verbs/retry-rotation.ts'
import { abandonRotation, sourceUpdated } from './verbs/steer-rotation.ts'
import { helpView } from './views/help-view.ts'
import { sentenceView } from './views/words.ts'

type Run = (call: Call, command: Command) => Promise<Answer>

const accountFor = (call: Call, command: Command): string | undefined =>
  command.account ?? (call.tools.accounts.length === 1 ? call.tools.accounts[0] : undefined)

const actions: Partial<Record<Verb, Action>> = {
  create: 'create',
  rotate: 'rotate',
  refresh: 'refresh',
  migrate: 'migrate',
  revoke: 'revoke',
}

const askFor =
  (how: How): Run =>
  async (call, command) => {
    const verb = how === 'ask' ? command.verb : (command.of ?? 'rotate')
    const action = actions[verb]
    const name = command.token ?? ''
    if (action === undefined) return show(sentenceView(`There is no plan for ${verb}.`))
    if (action === 'create') {
      const account = accountFor(call, command)
      if (account === undefined)
        return show(
          sentenceView('In which account?', {
            kind: 'buttons',
            buttons: call.tools.accounts.map((one) => ({
              action: 'run',
              value: `${command.line} --account=${one}`,
              label: one,
            })),
          }),
        )
      if (name === '') return createForm(call, account)
      return askForAction(call, askOf(action, account, name, command), command, how)
    }
    const found = await findToken(call, name, command.account)
    if (found.kind !== 'found') return show(notFoundView(found, how === 'ask' ? verb : `${how} ${verb}`, name))
    const { account, token } = found.seen
    return askForAction(call, askOf(action, account, token.name, command, token.scope?.networks ?? []), command, how)
  }

const onRecord =
  (run: (call: Call, key: RecordKey, command: Command) => Promise<Answer>): Run =>
  async (call, command) => {
    const id = command.request ?? command.rotation ?? ''
    const key = await findRecord(call, id, command.account)
    return key === undefined
      ? show(sentenceView(`There is no ${id} that you can see. See what is running: /edgekv status.`))
      : run(call, key, command)
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
  start: async () => show(helpView()),
  list: (call, command) => list(call, command),
  show: showToken,
  where: whereToken,
  advise: (call, command) => advise(call, command),
  status,
  create: askFor('ask'),
  rotate: askFor('ask'),
  refresh: askFor('ask'),
  migrate: askFor('ask'),
  revoke: askFor('ask'),
  plan: askFor('plan'),
  'break-glass': askFor('break-glass'),
  audit: auditToken,
  approve: onRecord((call, key, command) => vote(call, key, 'approve', reasonOf(command))),
  deny: onRecord((call, key, command) => vote(call, key, 'deny', reasonOf(command))),
  withdraw: onRecord((call, key) => withdrawRequest(call, key)),
  retry: onRecord((call, key) => retryRotation(call, key)),
  abandon: (call, command) => (isRecordId(command) ? abandonOne(call, command) : abandonMark(call, command)),
  adopt: adoptLost,
  source: onRecord((call, key) => sourceUpdated(call, key)),
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
