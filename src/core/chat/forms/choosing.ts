import type { Inventory } from '../../inventory/inventory.ts'
import type { Generation } from '../../token/token.ts'
import { type FormValues, manyOf } from '../form-values.ts'

/** What an account has to choose from. */
export interface Choosing {
  readonly account: string
  readonly generation: Generation
  readonly namespaces: readonly string[]
  readonly edgeWorkers: readonly Pick<Inventory['edgeWorkers'][number], 'id' | 'name'>[]
}

/** More than that nobody looks through, and Slack takes no more in one list. */
export const mostChoices = 500

/** Of more than are shown, those that are chosen come first. */
const chosenFirst = <Item>(all: readonly Item[], isChosen: (item: Item) => boolean): readonly Item[] =>
  all.length <= mostChoices ? all : [...all.filter(isChosen), ...all.filter((item) => !isChosen(item))]

/** What is shown of the inventory, to choose from. What is chosen already stays a choice, whatever became of it meanwhile. */
export const choosingFrom = (
  inventory: Pick<Inventory, 'account' | 'edgeWorkers'>,
  namespaces: readonly string[],
  generation: Generation,
  values: FormValues = {},
): Choosing => {
  const { account, edgeWorkers } = inventory
  const [spaces, ids] = [manyOf(values['namespaces']), manyOf(values['ewids'])]
  const known = new Set(edgeWorkers.map(({ id }) => id))
  const gone = ids.filter((id) => !known.has(id)).map((id) => ({ id, name: '' }))
  return {
    account,
    generation,
    namespaces: chosenFirst([...new Set([...namespaces, ...spaces])].sort(), (name) => spaces.includes(name)),
    edgeWorkers: chosenFirst([...edgeWorkers, ...gone], ({ id }) => ids.includes(id)),
  }
}
