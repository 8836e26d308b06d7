import { listed } from '../plan/listed.ts'
import { didYouMean } from './did-you-mean.ts'
import type { Found } from './find-token.ts'
import { lineAbout } from './grammar/again.ts'
import type { Command } from './grammar/command.ts'
import type { Block, View } from './views/view.ts'
import { sentenceView } from './views/words.ts'

const runButtons = (buttons: readonly { readonly value: string; readonly label: string }[]): Block => ({
  kind: 'buttons',
  buttons: buttons.map((button) => ({ action: 'run', ...button })),
})

/** Why no single token is meant, with a button for each that could be: the asker's own line about that one. */
export const notFoundView = (found: Exclude<Found, { kind: 'found' }>, command: Command): View => {
  const name = command.token ?? ''
  if (found.kind === 'no-account')
    return sentenceView(`There is no account called ${found.account}. There is ${listed(found.accounts)}.`)
  if (found.kind === 'several') {
    const buttons = found.accounts.map((one) => ({ value: lineAbout(command, `${one}/${name}`), label: one }))
    return sentenceView(`${name} is in accounts ${listed(found.accounts)}. Which one?`, runButtons(buttons))
  }
  if (found.kind === 'halves') {
    const { account, names } = found
    const buttons = names.map((half) => ({ value: lineAbout(command, `${account}/${half}`), label: half }))
    return sentenceView(`There is no ${name}, but there is ${listed(names)}. Which one?`, runButtons(buttons))
  }
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
