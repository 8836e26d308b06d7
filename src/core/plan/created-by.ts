import type { Scope } from '../token/scope.ts'
import type { Ask } from './ask.ts'

/** A token that `create` makes. */
export interface Created {
  readonly name: string
  readonly scope: Scope
}

/** A name from which both halves of a pair can be made: Akamai takes 32 characters. */
export const canBePaired = (name: string): boolean => name.length <= 28

/** The names that come of one: its own, or those of a pair, for staging and for production. */
export const namesOf = (name: string, pair: boolean): readonly [string, ...string[]] =>
  pair ? [`${name}_stg`, `${name}_prd`] : [name]

/** One token, or a pair: one key for staging and one for production, so that losing one is not losing both. */
export const createdBy = ({ token, scope, pair }: Ask): readonly Created[] => {
  const { namespaces = {}, networks = [], edgeWorkerIds = [] } = scope ?? {}
  if (pair !== true) return [{ name: token, scope: { namespaces, networks, edgeWorkerIds } }]
  const [staging, production = token] = namesOf(token, true)
  return [
    { name: staging, scope: { namespaces, networks: ['STAGING'], edgeWorkerIds } },
    { name: production, scope: { namespaces, networks: ['PRODUCTION'], edgeWorkerIds } },
  ]
}
