import type { Inventory } from '../../inventory/inventory.ts'
import type { Generation } from '../../token/token.ts'
import type { Block, Field, Form } from './view.ts'

/** What an account has to choose from. */
export interface Choosing {
  readonly account: string
  readonly generation: Generation
  readonly namespaces: readonly string[]
  readonly edgeWorkers: Inventory['edgeWorkers']
}

/** More than that nobody looks through, and Slack takes no more in one list. */
const mostChoices = 500

const field = (one: Field): Block => ({ kind: 'field', field: one })
const choice = (value: string, label = value) => ({ value, label })

/** Some of many, and how to name the others. */
const some = <Item>(all: readonly Item[], hint?: string) => {
  const left = all.length - mostChoices
  const more = left > 0 ? `${left} more can be named on the command line: /edgekv create token …` : undefined
  const said = [hint, more].filter((text) => text !== undefined).join(' ')
  return { items: all.slice(0, mostChoices), hint: said === '' ? {} : { hint: said } }
}

const namespaceField = (all: readonly string[]): Block => {
  if (all.length === 0) return field({ id: 'namespaces', label: 'Namespaces, by commas', kind: 'text', maxLength: 500 })
  const { items, hint } = some(all)
  const choices = items.map((name) => choice(name))
  return field({ id: 'namespaces', label: 'Namespaces', kind: 'choices', choices, ...hint })
}

const locked =
  'Lock it to those that need it: eight at most, all of one access group. None chosen: every EdgeWorker may use it.'

const edgeWorkerField = (all: Choosing['edgeWorkers']): readonly Block[] => {
  if (all.length === 0) return []
  const { items, hint } = some(all, locked)
  const choices = items.map(({ id, name }) => choice(id, `${id} ${name}`))
  return [field({ id: 'ewids', label: 'EdgeWorkers', kind: 'choices', optional: true, choices, ...hint })]
}

const rightsField: Field = {
  id: 'rights',
  label: 'It may',
  kind: 'choice',
  choices: [choice('r', 'read'), choice('rw', 'read and write'), choice('rwd', 'read, write and delete')],
  initial: 'r',
  hint: 'As little as does: what only reads needs no more than read.',
}

const networksField: Field = {
  id: 'networks',
  label: 'Networks',
  kind: 'choices',
  choices: [choice('staging'), choice('production'), choice('pair', 'both, one token each: NAME_stg and NAME_prd')],
  hint: 'A token for one environment alone is the safer one; for both, a pair is.',
}

const expiryField: Field = {
  id: 'expiry',
  label: 'Expires on',
  kind: 'text',
  optional: true,
  hint: 'YYYY-MM-DD, at most six months from now',
}

const refreshing = 'Tokens of this account refresh themselves: there is no day of expiry to choose.'

/** The form of a new token: what can be chosen, and advice before it is sent. */
export const createFormView = ({ account, generation, namespaces, edgeWorkers }: Choosing): Form => ({
  form: 'create',
  ref: account,
  title: 'Create a token',
  submit: 'Show the plan',
  blocks: [
    { kind: 'text', text: [`In account ${account}. You see the plan before anybody is asked; no value is shown.`] },
    ...(generation === 'auto-refreshing' ? [{ kind: 'note', text: [refreshing] } satisfies Block] : []),
    field({ id: 'name', label: 'Name', kind: 'text', maxLength: 32, placeholder: 'mkt_token1' }),
    field(networksField),
    namespaceField(namespaces),
    field(rightsField),
    ...edgeWorkerField(edgeWorkers),
    ...(generation === 'expiring' ? [field(expiryField)] : []),
    field({ id: 'reason', label: 'Reason', kind: 'multiline', maxLength: 500, optional: true }),
  ],
})
