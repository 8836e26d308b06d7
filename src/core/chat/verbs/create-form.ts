import type { Inventory, InventoryNamespace } from '../../inventory/inventory.ts'
import type { Owned } from '../../inventory/owned.ts'
import type { Answer, Call } from '../call.ts'
import { inventoryOf } from '../find-token.ts'
import type { FormValues } from '../form-values.ts'
import { type Choosing, choosingFrom } from '../forms/choosing.ts'
import { createRemarks, sentRemarks } from '../forms/create-remarks.ts'
import { type FormFacts, formFacts } from '../forms/form-facts.ts'
import { offered } from '../forms/offered.ts'
import type { Remarks } from '../forms/remark.ts'
import { acquaintance, ownerOfToken } from '../sight.ts'
import { createFormView } from '../views/create-form-view.ts'
import type { Form } from '../views/view.ts'

const networks = ['STAGING', 'PRODUCTION'] as const

/** Of an account whose namespaces were never listed, Akamai is asked for them. */
const namespacesOf = async ({ tools }: Call, inventory: Inventory): Promise<readonly InventoryNamespace[]> => {
  if (inventory.namespaces !== undefined) return inventory.namespaces
  const { edgeKv } = tools.planToolsFor(inventory.account)
  const listed = networks.map(async (network) =>
    (await edgeKv.listNamespaces(network)).map((namespace) => ({ ...namespace, network })),
  )
  const lists = await Promise.allSettled(listed)
  return lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []))
}

/** What this person may be shown of what the account has to choose from. */
const choosingOf = async (
  call: Call,
  inventory: Inventory,
  namespaces: readonly InventoryNamespace[],
  values?: FormValues,
): Promise<Choosing> => {
  const { tools } = call
  const { account } = inventory
  const mayKnow = await acquaintance(call)
  const standing = { ownerOf: (token: Owned) => ownerOfToken(tools, account, token), mayKnow }
  const { namespaces: names, edgeWorkers } = offered(inventory, namespaces, standing)
  return choosingFrom({ account, edgeWorkers }, names, tools.planToolsFor(account).generation, values)
}

/** `create` without a name: a form, with what the account has to choose from. */
export const createForm = async (call: Call, account: string): Promise<Answer> => {
  const inventory = await inventoryOf(call.tools, account)
  const choosing = await choosingOf(call, inventory, await namespacesOf(call, inventory))
  return { kind: 'form', form: createFormView(choosing) }
}

/** The open form as it should look with what was put in so far; undefined where nothing is stored, and it stays as it is. */
const formAsTyped = async (call: Call, account: string, values: FormValues): Promise<Form | undefined> => {
  const { tools } = call
  const inventory = await tools.inventories.load(account)
  if (inventory?.namespaces === undefined) return undefined
  const choosing = await choosingOf(call, inventory, inventory.namespaces, values)
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
    const choosing = await choosingOf(call, inventory, await namespacesOf(call, inventory), values)
    return { kind: 'form', form: createFormView(choosing, { remarks, values }) }
  }
  return { remarks, again }
}
