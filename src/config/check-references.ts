import type { FileProblem } from './describe-issue.ts'
import { found } from './found.ts'
import { type Path, valueAt } from './path-text.ts'
import { entriesAt, namesAt, textsAt } from './raw-file.ts'

/** One place in the file that names something, and what it may name. */
interface Reference {
  readonly path: Path
  readonly known: readonly string[]
}

const isGlob = (text: string): boolean => /[*?[\]{}()!+@|]/.test(text)

const at = (path: Path, known: readonly string[]): Reference => ({ path, known })

interface Names {
  readonly accounts: readonly string[]
  readonly people: readonly string[]
  readonly groups: readonly string[]
  readonly teams: readonly string[]
}

const namesOf = (raw: unknown): Names => ({
  accounts: textsAt(raw, ['accounts'], 'name'),
  people: textsAt(raw, ['people'], 'name'),
  groups: namesAt(raw, ['groups']),
  teams: textsAt(raw, ['owners'], 'team'),
})

const ownerReferences = (path: Path, names: Names, raw: unknown): Reference[] => [
  at([...path, 'approvers'], names.groups),
  at([...path, 'onCall'], [...names.groups, ...names.people]),
  at([...path, 'members'], ['everyone', ...names.groups]),
  at([...path, 'match', 'account'], names.accounts),
  ...entriesAt(raw, [...path, 'visibleTo']).map((entry) => at(entry, ['members', 'approvers', ...names.groups])),
]

const policyReferences = (path: Path, names: Names): Reference[] => [
  at([...path, 'approvers'], names.groups),
  at([...path, 'backup'], names.groups),
  at([...path, 'match', 'account'], names.accounts),
  at([...path, 'match', 'owner'], names.teams),
]

const references = (raw: unknown, names: Names): Reference[] => [
  ...entriesAt(raw, ['owners']).flatMap((path) => ownerReferences(path, names, raw)),
  ...entriesAt(raw, ['policies']).flatMap((path) => policyReferences(path, names)),
  ...names.groups.flatMap((group) => entriesAt(raw, ['groups', group, 'people'])).map((path) => at(path, names.people)),
  at(['admins'], names.groups),
  at(['overrides', 'by'], ['approvers', ...names.groups]),
  at(['breakGlass', 'allowed'], ['on-call', ...names.groups]),
]

const isGlobField = (path: Path): boolean => path.includes('match')

/** Names that lead nowhere. Looks at the raw file, so that it also finds them beside shapes that do not fit. */
export const checkReferences = (raw: unknown): readonly FileProblem[] =>
  references(raw, namesOf(raw)).flatMap(({ path, known }) => {
    const name = valueAt(raw, path)
    if (typeof name !== 'string' || known.includes(name) || (isGlobField(path) && isGlob(name))) return []
    const expected =
      known.length === 0
        ? 'a name that this file defines, and it defines none'
        : `one of: ${[...new Set(known)].join(', ')}`
    return [{ path, found: found(name), expected }]
  })
