import { listed } from '../plan/listed.ts'
import { didYouMean } from './did-you-mean.ts'
import type { Found } from './find-token.ts'
import { lineAbout } from './grammar/again.ts'
import type { Command, Verb } from './grammar/command.ts'
import type { Block, View } from './views/view.ts'
import { sentenceView } from './views/words.ts'

const runButtons = (buttons: readonly { readonly value: string; readonly label: string }[]): Block => ({
  kind: 'buttons',
  buttons: buttons.map((button) => ({ action: 'run', ...button })),
})

/** Verbs after which each half has a plan and an approval of its own. */
const asking: readonly Verb[] = ['rotate', 'migrate', 'refresh', 'revoke', 'break-glass']

/** Only `NAME_stg` and `NAME_prd` are there: a button for each, and how to have both. */
export const halvesView = (names: readonly string[], command: Command, account: string): View => {
  const buttons = names.map((half) => ({ value: lineAbout(command, `${account}/${half}`), label: half }))
  const both = asking.includes(command.verb)
    ? ' For both, press one after the other: each is a request of its own.'
    : ''
  return sentenceView(
    `There is no ${command.token ?? ''}, but there is ${listed(names)}. Which one?${both}`,
    runButtons(buttons),
  )
}

/** Why no single token is meant, with a button for each that could be: the asker's own line about that one. */
export const notFoundView = (found: Exclude<Found, { kind: 'found' }>, command: Command): View => {
  const name = command.token ?? ''
  if (found.kind === 'no-account')
    return sentenceView(`There is no account called ${found.account}. There is ${listed(found.accounts)}.`)
  if (found.kind === 'several') {
    const buttons = found.accounts.map((one) => ({ value: lineAbout(command, `${one}/${name}`), label: one }))
    return sentenceView(`${name} is in accounts ${listed(found.accounts)}. Which one?`, runButtons(buttons))
  }
  if (found.kind === 'halves') return halvesView(found.names, command, found.account)
  const near = didYouMean(name, found.known)
  if (near === undefined)
    return sentenceView(
      `There is no token called ${name} that you can see; Akamai was looked at too. See them all: /edgekv list.`,
    )
  return sentenceView(
    `There is no token called ${name}. Did you mean ${near}?`,
    runButtons([{ value: lineAbout(command, near), label: `Use ${near}` }]),
  )
}
