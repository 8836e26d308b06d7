import type { Answer, Call } from '../call.ts'
import { inventoryOf } from '../find-token.ts'
import { createFormView } from '../views/create-form-view.ts'

const namespacesOf = async ({ tools }: Call, account: string): Promise<readonly string[]> => {
  const { edgeKv } = tools.planToolsFor(account)
  const lists = await Promise.allSettled([edgeKv.listNamespaces('STAGING'), edgeKv.listNamespaces('PRODUCTION')])
  const names = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value.map(({ name }) => name) : []))
  return [...new Set(names)].sort()
}

/** `create` without a name: a form, with what the account has to choose from. */
export const createForm = async (call: Call, account: string): Promise<Answer> => {
  const namespaces = await namespacesOf(call, account)
  const { edgeWorkers } = await inventoryOf(call.tools, account)
  const { generation } = call.tools.planToolsFor(account)
  return { kind: 'form', form: createFormView({ account, generation, namespaces, edgeWorkers }) }
}
