import type { Inventory } from '../../inventory/inventory.ts'
import type { Answer, Call } from '../call.ts'
import { inventoryOf } from '../find-token.ts'
import type { FormValues } from '../form-values.ts'
import { choosingFrom } from '../forms/choosing.ts'
import { createRemarks, sentRemarks } from '../forms/create-remarks.ts'
import { type FormFacts, formFacts } from '../forms/form-facts.ts'
import type { Remarks } from '../forms/remark.ts'
import { createFormView } from '../views/create-form-view.ts'
import type { Form } from '../views/view.ts'

const namesIn = (spaces: NonNullable<Inventory['namespaces']>): readonly string[] => spaces.map(({ name }) => name)

/** Of an account whose namespaces were never listed, Akamai is asked for them. */
const namespacesOf = async ({ tools }: Call, { account, namespaces }: Inventory): Promise<readonly string[]> => {
  if (namespaces !== undefined) return namesIn(namespaces)
  const { edgeKv } = tools.planToolsFor(account)
  const lists = await Promise.allSettled([edgeKv.listNamespaces('STAGING'), edgeKv.listNamespaces('PRODUCTION')])
  return lists.flatMap((list) => (list.status === 'fulfilled' ? list.value.map(({ name }) => name) : []))
}

/** `create` without a name: a form, with what the account has to choose from. */
export const createForm = async (call: Call, account: string): Promise<Answer> => {
  const inventory = await inventoryOf(call.tools, account)
  const { generation } = call.tools.planToolsFor(account)
  const choosing = choosingFrom(inventory, await namespacesOf(call, inventory), generation)
  return { kind: 'form', form: createFormView(choosing) }
}

/**
 * The open form as it should look with what was put in so far; undefined where that cannot be known without asking anybody,
 * and the form stays as it is.
 */
const formAsTyped = async ({ tools }: Call, account: string, values: FormValues): Promise<Form | undefined> => {
  const inventory = await tools.inventories.load(account)
  if (inventory?.namespaces === undefined) return undefined
  const { generation } = tools.planToolsFor(account)
  const choosing = choosingFrom(inventory, namesIn(inventory.namespaces), generation, values)
  return createFormView(choosing, { remarks: createRemarks(values, await formFacts(tools, inventory)) })
}

/** Somebody is filling in the form: it says what it thinks of that. */
export const createTyped = (call: Call, account: string, values: FormValues): Answer =>
  call.tools.accounts.includes(account)
    ? { kind: 'form-now', draw: () => formAsTyped(call, account, values) }
    : { kind: 'silent' }

/** A form that was sent: what is to be said of it, and how to show it again with all that was put in. */
export const createSent = async (
  call: Call,
  account: string,
  values: FormValues,
): Promise<{ readonly remarks: Remarks; readonly again: () => Promise<Answer> }> => {
  const inventory = await inventoryOf(call.tools, account)
  const facts: FormFacts = await formFacts(call.tools, inventory)
  const remarks = sentRemarks(values, facts)
  const again = async (): Promise<Answer> => {
    const choosing = choosingFrom(inventory, await namespacesOf(call, inventory), facts.generation, values)
    return { kind: 'form', form: createFormView(choosing, { remarks, values }) }
  }
  return { remarks, again }
}
