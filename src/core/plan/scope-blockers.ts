import { namespaceOf } from '../bundle/namespace-key.ts'
import type { InventoryToken } from '../inventory/inventory.ts'
import { listed } from './listed.ts'
import type { Binding, Remark } from './plan.ts'

type Old = Pick<InventoryToken, 'name' | 'scope'>

const isNewScope = ({ action }: Binding): boolean => action === 'rotate' || action === 'migrate'

/** Namespaces that the old token opens and the new one would not, with the EdgeWorkers whose bundles use it for them. */
const closed = ({ scope }: Old, { new: made = [], targets }: Binding): ReadonlyMap<string, readonly string[]> => {
  const isClosed = (name: string): boolean =>
    scope !== undefined &&
    Object.hasOwn(scope.namespaces, name) &&
    !made.some((token) => Object.hasOwn(token.scope.namespaces, name))
  const uses = targets.flatMap(({ edgeWorkerId, entries }) =>
    entries.map(({ key }) => ({ edgeWorkerId, name: namespaceOf(key) })),
  )
  const byName = Map.groupBy(
    uses.filter(({ name }) => isClosed(name)),
    ({ name }) => name,
  )
  return new Map([...byName].map(([name, all]) => [name, [...new Set(all.map(({ edgeWorkerId }) => edgeWorkerId))]]))
}

/** True for a new token that neither network would take. */
export const isAllowedNowhere = (binding: Binding): boolean =>
  isNewScope(binding) && (binding.new ?? []).some(({ scope }) => scope.networks.length === 0)

/** EdgeKV answers 403 for a namespace that the token does not open: what was asked for would break those who use it. */
export const scopeBlockers = (old: Old | undefined, binding: Binding): readonly Remark[] => {
  if (isAllowedNowhere(binding))
    return [
      {
        code: 'no-network',
        sentence: 'The new token would be allowed on no network.',
        advice: 'Say --staging=allow or --production=allow.',
      },
    ]
  if (old === undefined || !isNewScope(binding)) return []
  return [...closed(old, binding)].map(([name, ids]) => ({
    code: 'namespace-closed',
    sentence: `The new token would not open namespace ${name}, for which EdgeWorker ${listed(ids)} ${ids.length === 1 ? 'uses' : 'use'} ${old.name}.`,
    advice: 'Add it to --namespace, or take that entry out of the bundle first.',
  }))
}
