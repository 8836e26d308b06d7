import type { EdgeKv } from '../ports/edge-kv.ts'
import type { Scope } from '../token/scope.ts'

/** Namespaces of the scope that this API client is not shown on any network of it: their groups are hidden from it. */
export const hiddenNamespaces = async (
  edgeKv: Pick<EdgeKv, 'listNamespaces'>,
  scope: Scope | undefined,
): Promise<readonly string[]> => {
  if (scope === undefined) return []
  const lists = await Promise.all(scope.networks.map((network) => edgeKv.listNamespaces(network)))
  const visible = new Set(lists.flat().map((namespace) => namespace.name))
  return Object.keys(scope.namespaces).filter((name) => !visible.has(name))
}
