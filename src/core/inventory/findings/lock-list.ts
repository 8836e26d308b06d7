import type { Usage } from '../inventory.ts'
import type { Finding } from './finding.ts'
import { placesOf } from './place-of.ts'
import type { ScopedFacts } from './token-facts.ts'

const named = (ids: readonly string[]): string => `EdgeWorker ${ids.join(', ')}`

/** Whose ID the check sees for a child's code, the child's or the parent's, Akamai does not say. */
const idsOf = ({ edgeWorkerId, inherited }: Usage): readonly string[] =>
  inherited?.child === undefined ? [edgeWorkerId] : [edgeWorkerId, inherited.child]

const missing = ({ token, usages }: ScopedFacts): readonly Finding[] => {
  const { edgeWorkerIds } = token.scope
  const isListed = (id: string): boolean => edgeWorkerIds.includes(id)
  const shut = usages.filter((usage) => !idsOf(usage).some(isListed))
  const doubtful = usages.filter((usage) => idsOf(usage).some(isListed) && !idsOf(usage).every(isListed))
  const name = token.name
  return [
    ...(shut.length === 0
      ? []
      : [
          {
            code: 'user-not-listed',
            severity: 'critical' as const,
            token: name,
            sentence: `${named([...new Set(shut.map((usage) => usage.edgeWorkerId))])} uses ${name}, which is locked to others.`,
            reason: 'EdgeKV refuses a token to an EdgeWorker that it is not locked to.',
            advice: `Rotate it with the full list: /edgekv rotate ${name} --ewids=….`,
            where: placesOf(shut),
          },
        ]),
    ...(doubtful.length === 0
      ? []
      : [
          {
            code: 'locked-in-child',
            severity: 'important' as const,
            token: name,
            sentence: `${name} is locked to one of a parent and its child, and the child's code uses it inside of the parent.`,
            reason: 'Akamai does not say whether the lock looks at the parent or at the child.',
            advice: `List both: /edgekv rotate ${name} --ewids=….`,
            where: placesOf(doubtful),
          },
        ]),
  ]
}

/** Those of the list that are not known to use it, of which the API client sees these, or just not. */
const others = ({ token, usages, inventory }: ScopedFacts, seen: boolean): readonly string[] => {
  const users = new Set(usages.flatMap(idsOf))
  const visible = new Set(inventory.edgeWorkers.map((one) => one.id))
  return token.scope.edgeWorkerIds.filter((id) => !users.has(id) && visible.has(id) === seen)
}

const idle = (facts: ScopedFacts): readonly Finding[] => {
  const { token, usages } = facts
  const idlers = others(facts, true)
  return idlers.length === 0 || usages.length === 0
    ? []
    : [
        {
          code: 'non-user-listed',
          severity: 'advice',
          token: token.name,
          sentence: `${token.name} is locked to ${named(idlers)} too, which does not use it.`,
          reason: 'A list that names only real users is what keeps the token from others.',
          advice: 'Leave them out at the next rotation, with --ewids=….',
          where: idlers.map((id) => `EdgeWorker ${id}`),
        },
      ]
}

/** The list names what the API client cannot see, or what is not there. */
export const hiddenUsers = (facts: ScopedFacts): readonly Finding[] => {
  const { token } = facts
  const hidden = others(facts, false)
  return hidden.length === 0
    ? []
    : [
        {
          code: 'hidden-user',
          severity: 'important',
          token: token.name,
          sentence: `${token.name} is locked to ${named(hidden)}, which this API client cannot see.`,
          reason: 'Whether it uses the token cannot be told, and it would not be rewritten.',
          advice: 'Look at the number, or give the API client the access group of that EdgeWorker.',
          where: hidden.map((id) => `EdgeWorker ${id}`),
        },
      ]
}

/** A restricted list that misses a user, names a non-user, or names what cannot be seen. */
export const lockList = (facts: ScopedFacts): readonly Finding[] =>
  facts.token.scope.edgeWorkerIds.length === 0 ? [] : [...missing(facts), ...idle(facts), ...hiddenUsers(facts)]
