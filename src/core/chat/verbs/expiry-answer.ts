import type { Ask } from '../../plan/ask.ts'
import type { Generation } from '../../token/token.ts'
import { expiryProblem, longestExpiry } from '../../token/token-dates.ts'
import { lineWith } from '../grammar/again.ts'
import type { Command } from '../grammar/command.ts'
import type { View } from '../views/view.ts'
import { sentenceView } from '../views/words.ts'

const goOn = (sentence: string, line: string, label: string): View =>
  sentenceView(sentence, { kind: 'buttons', buttons: [{ action: 'run', value: line, label, style: 'primary' }] })

/**
 * A date that Akamai does not take, as pasted from its documentation: what is wrong with it, and a button to go on.
 * Undefined where the date will do.
 */
export const expiryAnswer = (
  command: Command,
  { expiry, account }: Ask,
  issues: Generation,
  now: number,
): View | undefined => {
  const longest = longestExpiry(now)
  const what = expiry === undefined ? undefined : expiryProblem(expiry, now, issues === 'auto-refreshing')
  if (what === undefined) return undefined
  if (issues === 'auto-refreshing')
    return goOn(
      `${what} Tokens of account ${account} refresh themselves and do not expire, so --expiry is not needed.`,
      lineWith(command, 'expiry'),
      'Go on without --expiry',
    )
  return goOn(
    `${what} The last day that Akamai takes today is ${longest}.`,
    lineWith(command, 'expiry', longest),
    `Go on until ${longest}`,
  )
}
