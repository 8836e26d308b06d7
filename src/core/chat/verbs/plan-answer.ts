import type { NoPlan } from '../../plan/planned.ts'
import { didYouMean } from '../did-you-mean.ts'
import type { Block, View } from '../views/view.ts'
import { sentenceView } from '../views/words.ts'

const run = (...buttons: readonly { readonly line: string; readonly label: string }[]): Block => ({
  kind: 'buttons',
  buttons: buttons.map(({ line, label }) => ({ action: 'run', value: line, label })),
})

type Unknown = Extract<NoPlan, { kind: 'unknown-token' }>

const unknownView = ({ name, known }: Unknown, verb: string, account: string): View => {
  const near = didYouMean(name, known)
  return near === undefined
    ? sentenceView(`There is no token called ${name} in account ${account}. See them all: /edgekv list.`)
    : sentenceView(
        `There is no token called ${name}. Did you mean ${near}?`,
        run({ line: `${verb} ${account}/${near}`, label: `Use ${near}` }),
      )
}

const halvesView = ({ names }: Extract<NoPlan, { kind: 'halves' }>, verb: string, account: string): View =>
  sentenceView(
    `There is ${names.join(' and ')}. Which one?`,
    run(...names.map((name) => ({ line: `${verb} ${account}/${name}`, label: name }))),
  )

const refreshOrReplaceView = (name: string, account: string): View =>
  sentenceView(
    `${name} refreshes itself. Refresh it in place (no deployment), or replace it by a new one (after a leak, or for other rights)?`,
    run(
      { line: `refresh ${account}/${name}`, label: 'Refresh in place' },
      { line: `rotate ${account}/${name} --replace`, label: 'Replace' },
    ),
  )

/** Why there is no plan, with what to do. `verb`: the word that was typed. */
export const noPlanView = (planned: NoPlan, verb: string, account: string): View => {
  switch (planned.kind) {
    case 'unknown-token':
      return unknownView(planned, verb, account)
    case 'halves':
      return halvesView(planned, verb, account)
    case 'scope-unknown':
      return sentenceView(
        `${planned.name} is dead and nobody remembers what it could do. Say it: /edgekv ${verb} ${planned.name} --namespace=… --staging=… --production=….`,
      )
    case 'refresh-or-replace':
      return refreshOrReplaceView(planned.name, account)
    case 'name-taken':
      return sentenceView(`There is a token called ${planned.name} already. Choose another name.`)
    case 'nothing-moved':
      return sentenceView(
        `Nothing that others deployed is left to approve in ${planned.id}. Retry goes on: /edgekv retry ${planned.id}.`,
      )
    case 'not-refreshable':
      return sentenceView(
        `${planned.name} cannot be refreshed in place; only tokens that refresh themselves can. Rotate it instead.`,
        run({ line: `rotate ${account}/${planned.name}`, label: 'Rotate' }),
      )
  }
}
