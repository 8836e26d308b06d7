import type { NoPlan } from '../../plan/planned.ts'
import { didYouMean } from '../did-you-mean.ts'
import { lineAbout } from '../grammar/again.ts'
import type { Command } from '../grammar/command.ts'
import { halvesView } from '../not-found-view.ts'
import type { Block, View } from '../views/view.ts'
import { sentenceView } from '../views/words.ts'

const run = (...buttons: readonly { readonly line: string; readonly label: string }[]): Block => ({
  kind: 'buttons',
  buttons: buttons.map(({ line, label }) => ({ action: 'run', value: line, label })),
})

type Unknown = Extract<NoPlan, { kind: 'unknown-token' }>

const unknownView = ({ name, known }: Unknown, command: Command, account: string): View => {
  const near = didYouMean(name, known)
  return near === undefined
    ? sentenceView(`There is no token called ${name} in account ${account}. See them all: /edgekv list.`)
    : sentenceView(
        `There is no token called ${name}. Did you mean ${near}?`,
        run({ line: lineAbout(command, `${account}/${near}`), label: `Use ${near}` }),
      )
}

const reasonOf = ({ options }: Command): string =>
  typeof options['reason'] === 'string' ? ` --reason="${options['reason'].replaceAll('"', "'")}"` : ''

const isMigration = ({ verb, of }: Command): boolean => (of ?? verb) === 'migrate'

const refreshOrReplaceView = (name: string, command: Command, account: string): View =>
  sentenceView(
    `${name} refreshes itself${isMigration(command) ? ' already, so there is nothing to migrate' : ''}. Refresh it in place (no deployment), or replace it by a new one (after a leak, or for other rights)?`,
    run(
      { line: `refresh ${account}/${name}${reasonOf(command)}`, label: 'Refresh in place' },
      { line: lineAbout(command, `${account}/${name}`, 'replace'), label: 'Replace' },
    ),
  )

/** Why there is no plan, with what to do. `command`: what was asked, for the buttons that say it again. */
export const noPlanView = (planned: NoPlan, command: Command, account: string): View => {
  switch (planned.kind) {
    case 'unknown-token':
      return unknownView(planned, command, account)
    case 'halves':
      return halvesView(planned.names, command, account)
    case 'scope-unknown':
      return sentenceView(
        `${planned.name} is dead and nobody remembers what it could do. Say it: /edgekv ${command.of ?? command.verb} ${planned.name} --namespace=… --staging=… --production=….`,
      )
    case 'refresh-or-replace':
      return refreshOrReplaceView(planned.name, command, account)
    case 'name-taken':
      return sentenceView(`There is a token called ${planned.name} already. Choose another name.`)
    case 'name-reserved':
      return sentenceView(`Somebody has asked for a token called ${planned.name} already. Choose another name.`)
    case 'nothing-moved':
      return sentenceView(
        `Nothing that others deployed is left to approve in ${planned.id}. Retry goes on: /edgekv retry ${planned.id}.`,
      )
    case 'not-refreshable':
      return sentenceView(
        `${planned.name} cannot be refreshed in place; only tokens that refresh themselves can. Rotate it instead.`,
        run({ line: `rotate ${account}/${planned.name}${reasonOf(command)}`, label: 'Rotate' }),
      )
  }
}
