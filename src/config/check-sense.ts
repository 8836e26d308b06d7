import { isDeepStrictEqual } from 'node:util'
import type { FileProblem } from './describe-issue.ts'
import { found } from './found.ts'
import { matchCovers } from './match-covers.ts'
import { type Path, valueAt } from './path-text.ts'
import { entriesAt, namesAt } from './raw-file.ts'

const reserved = ['everyone', 'members', 'approvers', 'on-call']

/** Entries of a list that repeat what an earlier one has under the key. */
const repeated = (raw: unknown, path: Path, key: string): FileProblem[] => {
  const seen = new Set<string>()
  return entriesAt(raw, path).flatMap((entry) => {
    const value = valueAt(raw, [...entry, key])
    if (typeof value !== 'string') return []
    const known = seen.has(value.toLowerCase())
    seen.add(value.toLowerCase())
    return known ? [{ path: [...entry, key], found: `${found(value)} again`, expected: `each ${key} once` }] : []
  })
}

const matchesEverything = (match: unknown): boolean => matchCovers(match, {})

const lastOwner = (raw: unknown): FileProblem[] => {
  const path = entriesAt(raw, ['owners']).at(-1)
  if (path === undefined) return []
  const match = valueAt(raw, [...path, 'match'])
  if (match === undefined || matchesEverything(match)) return []
  return [
    {
      path: [...path, 'match'],
      found: found(match),
      expected: 'match: {} in the last owner, so that every token has one',
    },
  ]
}

/** The first match wins: what follows one that takes all of it, a stricter policy for example, would never count. */
const neverReached = (raw: unknown, list: string): FileProblem[] => {
  const paths = entriesAt(raw, [list])
  const matchAt = (path: Path): unknown => valueAt(raw, [...path, 'match'])
  return paths.flatMap((path, index) => {
    const before = paths.slice(0, index).findIndex((earlier) => matchCovers(matchAt(earlier), matchAt(path)))
    if (before < 0) return []
    const what = matchesEverything(matchAt([list, before])) ? 'everything' : 'all that it would'
    return [
      { path, found: 'one that is never reached', expected: `it before ${list}[${before}], which matches ${what}` },
    ]
  })
}

const ownersWithoutChannel = (raw: unknown): FileProblem[] =>
  entriesAt(raw, ['owners'])
    .filter((path) => ['slack', 'teams'].every((key) => valueAt(raw, [...path, key]) === undefined))
    .map((path) => ({ path, found: 'no channel', expected: 'slack: { channel: … } or teams: { conversation: … }' }))

/** What a record keeps of its owner is the team: two entries of one team must give the same people the same rights. */
const teamsApart = (raw: unknown): FileProblem[] => {
  const besides = (path: Path): unknown => Object.assign({}, valueAt(raw, path), { match: undefined })
  const owners = entriesAt(raw, ['owners'])
  return owners.flatMap((path, index) => {
    const team = valueAt(raw, [...path, 'team'])
    const first = owners.findIndex((other) => valueAt(raw, [...other, 'team']) === team)
    if (typeof team !== 'string' || first === index || isDeepStrictEqual(besides(['owners', first]), besides(path)))
      return []
    const expected = `another team, or the same as in owners[${first}] but for its match`
    return [{ path: [...path, 'team'], found: `${found(team)} again`, expected }]
  })
}

const isEmptyGroup = (raw: unknown, path: Path): boolean =>
  entriesAt(raw, [...path, 'people']).length === 0 &&
  ['slackUserGroup', 'teamsGroup'].every((key) => valueAt(raw, [...path, key]) === undefined)

const emptyGroups = (raw: unknown): FileProblem[] =>
  namesAt(raw, ['groups'])
    .map((name) => ['groups', name])
    .filter((path) => isEmptyGroup(raw, path))
    .map((path) => ({ path, found: 'nobody in it', expected: 'people, a slackUserGroup or a teamsGroup' }))

const badNames = (raw: unknown): FileProblem[] => {
  const people = entriesAt(raw, ['people']).map((path) => valueAt(raw, [...path, 'name']))
  return namesAt(raw, ['groups']).flatMap((key) => {
    const path = ['groups', key]
    if (reserved.includes(key))
      return [{ path, key, found: found(key), expected: `a name other than ${reserved.join(', ')}` }]
    return people.includes(key) ? [{ path, key, found: found(key), expected: 'a name that no person has' }] : []
  })
}

/** What fits its shape and still makes no sense. Looks at the raw file, as `checkReferences` does. */
export const checkSense = (raw: unknown): readonly FileProblem[] => [
  ...repeated(raw, ['accounts'], 'name'),
  ...['name', 'slack', 'teams', 'email'].flatMap((key) => repeated(raw, ['people'], key)),
  ...badNames(raw),
  ...emptyGroups(raw),
  ...ownersWithoutChannel(raw),
  ...teamsApart(raw),
  ...lastOwner(raw),
  ...neverReached(raw, 'owners'),
  ...neverReached(raw, 'policies'),
]
