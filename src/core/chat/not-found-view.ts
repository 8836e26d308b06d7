import { didYouMean } from './did-you-mean.ts'
import type { Found } from './find-token.ts'
import type { Block, View } from './views/view.ts'
import { listed, sentenceView } from './views/words.ts'

const runButton = (line: string, label: string): Block => ({
  kind: 'buttons',
  buttons: [{ action: 'run', value: line, label }],
})

/** Why no single token is meant, with a button for each that could be. `verb`: the line up to the name. */
export const notFoundView = (found: Exclude<Found, { kind: 'found' }>, verb: string, name: string): View => {
  if (found.kind === 'no-account')
    return sentenceView(`There is no account called ${found.account}. There is ${listed(found.accounts)}.`)
  if (found.kind === 'several')
    return sentenceView(`${name} is in accounts ${found.accounts.join(' and ')}. Which one?`, {
      kind: 'buttons',
      buttons: found.accounts.map((account) => ({
        action: 'run',
        value: `${verb} ${account}/${name}`,
        label: account,
      })),
    })
  if (found.kind === 'halves')
    return sentenceView(`There is no ${name}, but there is ${found.names.join(' and ')}. Which one?`, {
      kind: 'buttons',
      buttons: found.names.map((half) => ({ action: 'run', value: `${verb} ${found.account}/${half}`, label: half })),
    })
  const near = didYouMean(name, found.known)
  if (near === undefined)
    return sentenceView(
      `There is no token called ${name} that you can see; Akamai was looked at too. See them all: /edgekv list.`,
    )
  return sentenceView(
    `There is no token called ${name}. Did you mean ${near}?`,
    runButton(`${verb} ${near}`, `Use ${near}`),
  )
}
