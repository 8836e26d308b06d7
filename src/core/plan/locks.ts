import type { Binding } from './plan.ts'

const edgeWorkerLock = (edgeWorkerId: string): string => `edgeworker:${edgeWorkerId}`
const tokenLock = (name: string): string => `token:${name}`

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)]

export const edgeWorkerLocks = (binding: Binding): readonly string[] =>
  unique(binding.targets.map((target) => edgeWorkerLock(target.edgeWorkerId)))

const newNameLocks = (binding: Binding): readonly string[] => (binding.new ?? []).map((token) => tokenLock(token.name))

/** The old token, by name and by uuid. */
export const oldTokenLocks = (binding: Binding): readonly string[] =>
  binding.old === undefined ? [] : [tokenLock(binding.old.name), `uuid:${binding.old.uuid}`]

/** Everything that the action holds from its first step on, all or none. */
export const allLocks = (binding: Binding): readonly string[] =>
  unique([...oldTokenLocks(binding), ...newNameLocks(binding), ...edgeWorkerLocks(binding)])
