import type { Answer, Call } from '../call.ts'
import { inventoryOf } from '../find-token.ts'
import type { Block, Field } from '../views/view.ts'

/** Slack shows at most a hundred choices. */
const mostChoices = 100

const namespacesOf = async ({ tools }: Call, account: string): Promise<readonly string[]> => {
  const { edgeKv } = tools.planToolsFor(account)
  const lists = await Promise.allSettled([edgeKv.listNamespaces('STAGING'), edgeKv.listNamespaces('PRODUCTION')])
  const names = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value.map(({ name }) => name) : []))
  return [...new Set(names)].sort().slice(0, mostChoices)
}

const field = (one: Field): Block => ({ kind: 'field', field: one })
const choice = (value: string, label = value) => ({ value, label })

const edgeWorkerField = async (call: Call, account: string): Promise<Block[]> => {
  const { edgeWorkers } = await inventoryOf(call.tools, account)
  const choices = edgeWorkers.slice(0, mostChoices).map(({ id, name }) => choice(id, `${id} ${name}`))
  if (choices.length === 0) return []
  const hint =
    'Lock it to those that need it: eight at most, all of one access group. None chosen: every EdgeWorker may use it.'
  return [field({ id: 'ewids', label: 'EdgeWorkers', kind: 'choices', optional: true, choices, hint })]
}

const fields = async (call: Call, account: string): Promise<readonly Block[]> => {
  const namespaces = (await namespacesOf(call, account)).map((name) => choice(name))
  const expires = call.tools.planToolsFor(account).generation === 'expiring'
  const rights = [choice('r', 'read'), choice('rw', 'read and write'), choice('rwd', 'read, write and delete')]
  const pair = choice('pair', 'both, one token each: NAME_stg and NAME_prd')
  const networks = [choice('staging'), choice('production'), pair]
  const network = 'A token for one environment alone is the safer one; for both, a pair is.'
  const until = 'YYYY-MM-DD, at most six months from now'
  return [
    field({ id: 'name', label: 'Name', kind: 'text', maxLength: 32, placeholder: 'mkt_token1' }),
    field({ id: 'networks', label: 'Networks', kind: 'choices', choices: networks, hint: network }),
    ...(namespaces.length === 0
      ? [field({ id: 'namespaces', label: 'Namespaces, by commas', kind: 'text', maxLength: 500 })]
      : [field({ id: 'namespaces', label: 'Namespaces', kind: 'choices', choices: namespaces })]),
    field({
      id: 'rights',
      label: 'It may',
      kind: 'choice',
      choices: rights,
      initial: 'r',
      hint: 'As little as does: what only reads needs no more than read.',
    }),
    ...(await edgeWorkerField(call, account)),
    ...(expires ? [field({ id: 'expiry', label: 'Expires on', kind: 'text', optional: true, hint: until })] : []),
    field({ id: 'reason', label: 'Reason', kind: 'multiline', maxLength: 500, optional: true }),
  ]
}

const refreshing = 'Tokens of this account refresh themselves: there is no day of expiry to choose.'

/** `create` without a name: a form, with what the account has to choose from. */
export const createForm = async (call: Call, account: string): Promise<Answer> => {
  const refreshes = call.tools.planToolsFor(account).generation === 'auto-refreshing'
  const blocks: Block[] = [
    { kind: 'text', text: [`In account ${account}. You see the plan before anybody is asked; no value is shown.`] },
    ...(refreshes ? [{ kind: 'note', text: [refreshing] } satisfies Block] : []),
    ...(await fields(call, account)),
  ]
  return {
    kind: 'form',
    form: { form: 'create', ref: account, title: 'Create a token', submit: 'Show the plan', blocks },
  }
}
