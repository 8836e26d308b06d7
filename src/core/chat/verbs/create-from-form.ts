import { type Answer, type Call, show } from '../call.ts'
import { type FormValues, manyOf, oneOf } from '../form-values.ts'
import { isWrong } from '../forms/remark.ts'
import { parseLine } from '../grammar/parse-line.ts'
import { runCommand } from '../run-command.ts'
import { problemView } from '../views/problem-view.ts'
import { sentenceView } from '../views/words.ts'
import { createSent } from './create-form.ts'

/** Every sign that the grammar takes for a quotation mark, and line breaks: a reason is one text, whatever stands in it. */
const quotesAndBlanks = /["\u201c-\u201f\u2033\u00ab\u00bb\s]+/g

/** What the form says, as the line that somebody could have typed: one set of rules for both. */
const lineOfForm = (account: string, values: FormValues): string => {
  const networks = manyOf(values['networks'])
  const pair = networks.includes('pair')
  const allow = (network: string): string => (pair || networks.includes(network) ? 'allow' : 'deny')
  const rights = oneOf(values['rights']) || 'r'
  const namespaces = manyOf(values['namespaces']).map((name) => `${name}+${rights}`)
  const ids = manyOf(values['ewids'])
  const [expiry, reason] = [oneOf(values['expiry']), oneOf(values['reason']).replace(quotesAndBlanks, ' ')]
  return [
    `create token ${oneOf(values['name'])} --account=${account}`,
    `--staging=${allow('staging')} --production=${allow('production')}${pair ? ' --pair' : ''}`,
    ...(namespaces.length === 0 ? [] : [`--namespace=${namespaces.join(',')}`]),
    ...(ids.length === 0 ? [] : [`--ewids=${ids.join(',')}`]),
    ...(expiry === '' ? [] : [`--expiry=${expiry}`]),
    ...(reason === '' ? [] : [`--reason "${reason.trim()}"`]),
  ].join(' ')
}

/**
 * The form sent back goes through the same grammar as a typed line. One that cannot be taken, or is only to be looked
 * through (`check`), comes back with all that was put in and what is to be said of it.
 */
export const createFromForm = async (
  call: Call,
  account: string,
  values: FormValues,
  check: boolean,
): Promise<Answer> => {
  if (!call.tools.accounts.includes(account)) return show(sentenceView(`There is no account called ${account}.`))
  const { remarks, again } = await createSent(call, account, values)
  if (check || isWrong(remarks)) return again()
  const parsed = parseLine(lineOfForm(account, values))
  return parsed.ok ? runCommand(call, parsed.command) : show(problemView(parsed.problem))
}
