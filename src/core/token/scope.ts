import type { Network } from './network.ts'

export const permissions = ['r', 'w', 'd'] as const
export type Permission = (typeof permissions)[number]

/**
 * What a token may do. `edgeWorkerIds` empty means no list: every EdgeWorker may use it.
 * Ids are strings, as Akamai's create call takes them.
 */
export interface Scope {
  readonly namespaces: Readonly<Record<string, readonly Permission[]>>
  readonly networks: readonly Network[]
  readonly edgeWorkerIds: readonly string[]
}

const asSet = (values: readonly string[]): string => [...new Set(values)].sort().join(',')

const namespaceSet = (scope: Scope): string =>
  Object.entries(scope.namespaces)
    .map(([name, rights]) => `${name}+${asSet(rights)}`)
    .sort()
    .join(';')

/** True when both allow exactly the same, compared as sets. */
export const sameScope = (a: Scope, b: Scope): boolean =>
  namespaceSet(a) === namespaceSet(b) &&
  asSet(a.networks) === asSet(b.networks) &&
  asSet(a.edgeWorkerIds) === asSet(b.edgeWorkerIds)

const includesAll = (whole: readonly string[], part: readonly string[]): boolean =>
  part.every((item) => whole.includes(item))

/** True when `got` allows anything that `asked` does not. */
export const isWider = (got: Scope, asked: Scope): boolean =>
  !includesAll(asked.networks, got.networks) ||
  Object.entries(got.namespaces).some(([name, rights]) => !includesAll(asked.namespaces[name] ?? [], rights)) ||
  (asked.edgeWorkerIds.length > 0 &&
    (got.edgeWorkerIds.length === 0 || !includesAll(asked.edgeWorkerIds, got.edgeWorkerIds)))
