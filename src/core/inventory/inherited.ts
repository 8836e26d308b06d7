import type { Bom } from '../ports/edge-workers.ts'
import type { ContentEntry } from './bundle-contents.ts'
import { type Credential, containsCredential, matchOf } from './credential.ts'
import type { LiveBundle } from './live-bundle.ts'

/** A version of a child, as a BOM names it. */
export type Child = Pick<Bom, 'edgeWorkerId' | 'version'>

/** An entry that a parent runs and does not have itself. */
export interface Inherited {
  readonly entry: ContentEntry
  /** Absent where the path does not tell. */
  readonly child?: Child
}

/** Whose file it is, inside of a combined bundle: `dependencies/<alias>/…`, child in child. */
const childAt = (bom: Bom, path: string): Child | undefined => {
  const [, alias, rest] = /^dependencies\/([^/]+)\/(.*)$/s.exec(path) ?? []
  const child = alias !== undefined && Object.hasOwn(bom.dependencies, alias) ? bom.dependencies[alias] : undefined
  return child === undefined ? undefined : (childAt(child, rest ?? '') ?? child)
}

const keyOf = ({ path, key }: Pick<ContentEntry, 'path' | 'key'>): string => `${path}\n${key}`

/** Entries of children inside of a parent's combined bundle. */
export const inheritedEntries = ({ contents, revision }: LiveBundle): readonly Inherited[] => {
  if (revision === undefined || revision === 'absent') return []
  const own = new Set(contents?.entries.map(keyOf))
  return (revision.contents?.entries ?? [])
    .filter((entry) => !own.has(keyOf(entry)))
    .map((entry) => {
      const child = childAt(revision.bom, entry.path)
      return { entry, ...(child === undefined ? {} : { child }) }
    })
}

/** Children through which a parent uses the token; `elsewhere`: it does, and nobody can tell through which. */
export const usedInside = (live: LiveBundle, token: Credential): readonly (Child | 'elsewhere')[] => {
  const { contents, revision } = live
  if (revision === undefined || revision === 'absent' || revision.contents === undefined) return []
  const through = inheritedEntries(live).filter(({ entry }) =>
    ['credential', 'label-only'].includes(matchOf(entry, token)),
  )
  if (through.length > 0) return through.map(({ child }) => child ?? 'elsewhere')
  const isOwn = contents !== undefined && containsCredential(contents, token)
  return !isOwn && containsCredential(revision.contents, token) ? ['elsewhere'] : []
}
