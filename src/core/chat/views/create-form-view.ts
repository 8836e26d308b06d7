import { type FormValues, secretFields } from '../form-values.ts'
import { type Choosing, mostChoices } from '../forms/choosing.ts'
import type { Remark, Remarks } from '../forms/remark.ts'
import type { Block, Field, Form } from './view.ts'

const choice = (value: string, label = value) => ({ value, label })

/** Some of many, and how to name the others. */
const some = <Item>(all: readonly Item[], hint?: string) => {
  const left = all.length - mostChoices
  const more = left > 0 ? `${left} more can be named on the command line: /edgekv create token …` : undefined
  const said = [hint, more].filter((text) => text !== undefined).join(' ')
  return { items: all.slice(0, mostChoices), hint: said === '' ? {} : { hint: said } }
}

const namespaceField = (all: readonly string[]): Field => {
  if (all.length === 0) return { id: 'namespaces', label: 'Namespaces, by commas', kind: 'text', maxLength: 500 }
  const { items, hint } = some(all)
  const choices = items.map((name) => choice(name))
  return { id: 'namespaces', label: 'Namespaces', kind: 'choices', choices, ...hint }
}

const locked =
  'Lock it to those that need it: eight at most, all of one access group. None chosen: every EdgeWorker may use it.'

const edgeWorkerFields = (all: Choosing['edgeWorkers']): readonly Field[] => {
  if (all.length === 0) return []
  const { items, hint } = some(all, locked)
  const choices = items.map(({ id, name }) => choice(id, `${id} ${name}`.trim()))
  return [{ id: 'ewids', label: 'EdgeWorkers', kind: 'choices', optional: true, choices, ...hint }]
}

const rightsField: Field = {
  id: 'rights',
  label: 'It may',
  kind: 'choice',
  choices: [choice('r', 'read'), choice('rw', 'read and write'), choice('rwd', 'read, write and delete')],
  initial: 'r',
  hint: 'As little as does.',
}

const networksField: Field = {
  id: 'networks',
  label: 'Networks',
  kind: 'choices',
  choices: [choice('staging'), choice('production'), choice('pair', 'both, one token each: NAME_stg and NAME_prd')],
  hint: 'Where it is to be used. A pair is two tokens in one request.',
}

const expiryField: Field = {
  id: 'expiry',
  label: 'Expires on',
  kind: 'text',
  optional: true,
  hint: 'YYYY-MM-DD, at most six months from now',
}

const nameField: Field = { id: 'name', label: 'Name', kind: 'text', maxLength: 64, placeholder: 'mkt_token1' }
const reasonField: Field = { id: 'reason', label: 'Reason', kind: 'multiline', maxLength: 500, optional: true }

const refreshing =
  'Tokens of this account refresh themselves: there is no day of expiry to choose, and --expiry is not needed.'

/** `values`: what was put in before, where the form is opened anew. `remarks`: what is to be said of it. */
interface Looks {
  readonly values?: FormValues
  readonly remarks?: Remarks
}

const signs: Readonly<Record<Remark['kind'], string>> = { good: '✅', wrong: '❌', advice: '💡' }

const initialOf = (one: Field, values: FormValues): Pick<Field, 'initial'> => {
  const given = secretFields(values).includes(one.id) ? undefined : values[one.id]
  if (given === undefined) return {}
  return { initial: one.kind === 'choices' && typeof given === 'string' ? given.split(',') : given }
}

const asked = (one: Field, { values = {}, remarks = {} }: Looks): readonly Block[] => [
  { kind: 'field', field: { ...one, ...initialOf(one, values), ...(one.id === 'reason' ? {} : { told: true }) } },
  ...(remarks[one.id] ?? []).map(
    ({ kind, sentence }): Block => ({ kind: 'note', text: [`${signs[kind]} ${sentence}`] }),
  ),
]

/** The form of a new token: what can be chosen, and what is to be said of it before it is sent, field by field. */
export const createFormView = (choosing: Choosing, looks: Looks = {}): Form => {
  const { account, generation, namespaces, edgeWorkers } = choosing
  const fields = [
    nameField,
    networksField,
    namespaceField(namespaces),
    rightsField,
    ...edgeWorkerFields(edgeWorkers),
    ...(generation === 'expiring' ? [expiryField] : []),
    reasonField,
  ]
  return {
    form: 'create',
    ref: account,
    title: 'Create a token',
    submit: 'Show the plan',
    check: 'Check',
    blocks: [
      { kind: 'text', text: [`In account ${account}. You see the plan before anybody is asked; no value is shown.`] },
      ...(generation === 'auto-refreshing' ? [{ kind: 'note', text: [refreshing] } satisfies Block] : []),
      ...fields.flatMap((one) => asked(one, looks)),
    ],
  }
}
