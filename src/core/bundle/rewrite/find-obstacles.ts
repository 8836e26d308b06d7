import type { Migration } from '../helper/migrate-helper.ts'
import { manifestPath } from '../manifest/read-manifest.ts'
import { isVersion } from '../manifest/replace-version.ts'
import { isBlocking, type Problem, problem, startOf } from '../problem.ts'
import type { Bundle } from '../read-bundle.ts'
import type { BundleEdits } from './bundle-edit.ts'
import { checkEdit } from './check-edit.ts'
import type { Choice } from './choose-entries.ts'
import { findElsewhere } from './find-elsewhere.ts'

const versionProblems = (version: string): readonly Problem[] =>
  isVersion(version)
    ? []
    : [problem('bad-version', startOf(manifestPath), 'The new version is not one that Akamai takes.')]

/** Everything that stands in the way, in the order in which people should read it. */
export const findObstacles = (
  bundle: Bundle,
  edits: BundleEdits,
  choice: Choice,
  migration: Migration,
): readonly Problem[] => {
  const blocking = bundle.problems.filter(isBlocking)
  const nothing = bundle.tokenFiles.every(({ entries }) => entries.length === 0)
  const empty = bundle.problems.filter(({ code }) => code === 'no-token-file' || code === 'empty-token-file')
  // Of a file that could not be read, nobody can say that it lacks an entry, or in which entry the token stands.
  const unread = new Set(bundle.tokenFiles.filter(({ problems }) => problems.some(isBlocking)).map(({ path }) => path))
  const mayLack = nothing || unread.size > 0
  return [
    ...blocking,
    ...versionProblems(edits.version),
    ...edits.entries.flatMap(checkEdit),
    ...(nothing && blocking.length === 0 ? empty : []),
    ...choice.problems.filter(({ code }) => !mayLack || code !== 'no-such-entry'),
    ...findElsewhere(bundle, choice.chosen).filter(({ path }) => !unread.has(path)),
    ...migration.problems,
  ]
}
