import { matches, type Subject } from '../../people/matches.ts'
import type { Owner } from '../../people/owner.ts'
import { ownerOf } from '../../people/owner-of.ts'
import { subjectOf } from '../../people/subject-of.ts'
import type { Finding } from './finding.ts'
import { placesOf } from './place-of.ts'
import type { TokenFacts } from './token-facts.ts'

const isForAll = ({ match }: Owner): boolean =>
  match.token === undefined && match.namespace === undefined && match.group === undefined

/** Whose access group, or whose namespace, it is; nobody's where the configuration does not say. */
const teamOf = (
  owners: readonly Owner[],
  what: 'group' | 'namespace',
  subject: Pick<Subject, 'account' | 'groups' | 'namespaces' | 'networks'>,
): readonly string[] => {
  const said = owners.filter(({ match }) => match[what] !== undefined && match.token === undefined)
  const found = said.find(({ match }) => matches(match, { tokens: [], ...subject }))
  return found === undefined ? [] : [found.team]
}

/** A token that code or namespaces of several teams hang on. */
export const severalOwners = ({ token, usages, inventory, owners }: TokenFacts): readonly Finding[] => {
  if (owners === undefined || owners.length === 0) return []
  const { account } = inventory
  const namespaces = Object.keys(token.scope?.namespaces ?? {})
  const networks = token.scope?.networks ?? []
  const groupOf = new Map(inventory.edgeWorkers.map((one) => [one.id, one.groupId]))
  const groups = usages.flatMap((usage) => groupOf.get(usage.edgeWorkerId) ?? [])
  const subject = subjectOf({ account, name: token.name, namespaces, networks, groups: groups.map(String) })
  const own = ownerOf(owners, subject)
  const teams = new Set([
    ...(isForAll(own) ? [] : [own.team]),
    ...groups.flatMap((id) => teamOf(owners, 'group', { account, networks, groups: [String(id)], namespaces: [] })),
    ...namespaces.flatMap((name) => teamOf(owners, 'namespace', { account, networks, groups: [], namespaces: [name] })),
  ])
  return teams.size < 2
    ? []
    : [
        {
          code: 'several-owners',
          severity: 'important',
          token: token.name,
          sentence: `${token.name} is in the hands of ${[...teams].sort().join(' and ')}; ${own.team} owns it.`,
          reason: 'A rotation changes code of all of them, and only the owner is asked.',
          advice: 'Give each team a token of its own.',
          where: placesOf(usages),
        },
      ]
}
