import { createHash } from 'node:crypto'
import { contentOf } from './archive/archive-entry.ts'
import { spliceArchive } from './archive/splice-archive.ts'
import { zip } from './archive/zip.ts'
import type { BundleLimits } from './bundle-limits.ts'
import { type Migration, migrateHelper } from './helper/migrate-helper.ts'
import { type ReleasedHelper, releasedHelpers } from './helper/released-helpers.ts'
import { unsentReferences } from './helper/unsent-references.ts'
import { manifestPath } from './manifest/read-manifest.ts'
import { isVersion, replaceVersion } from './manifest/replace-version.ts'
import { archivePlace, isBlocking, type Problem, problem, type Refusal, refuse, startOf } from './problem.ts'
import { type Bundle, readBundle } from './read-bundle.ts'
import type { BundleEdit } from './rewrite/bundle-edit.ts'
import { checkEdit } from './rewrite/check-edit.ts'
import { type Choice, type Chosen, chooseEntries } from './rewrite/choose-entries.ts'
import { editTokenFile } from './rewrite/edit-token-file.ts'
import { findElsewhere } from './rewrite/find-elsewhere.ts'
import type { TokenFile } from './token-file/parse-token-file.ts'

export type { BundleEdit } from './rewrite/bundle-edit.ts'

/**
 * What to change. `version`: the new `edgeworker-version`. `fixKeys`: the chosen entries' keys get their `namespace-`.
 * `helper`: the operator's copy of the helper library; it replaces published ones that cannot send references.
 */
export interface BundleEdits {
  readonly entries: readonly BundleEdit[]
  readonly version: string
  readonly fixKeys?: boolean
  readonly helper?: { readonly bytes: Uint8Array; readonly released?: readonly ReleasedHelper[] }
}

/** An entry that was changed: its key before the change, and the names. */
export interface Changed {
  readonly path: string
  readonly key: string
  readonly from: string
  readonly to: string
}

/** `problems` of a rewritten bundle are notes on it, as it is now, that did not stand in the way. */
export type Rewrite =
  | {
      readonly ok: true
      readonly bytes: Uint8Array
      readonly sha256: string
      readonly changed: readonly Changed[]
      readonly version: { readonly from: string; readonly to: string }
      /** Helper libraries that were replaced. */
      readonly helpers: readonly { readonly path: string; readonly from?: string }[]
      readonly problems: readonly Problem[]
    }
  | Refusal

const shippedLevel = 6
const bestLevel = 9

const moves = ({ entry, edit }: Chosen): boolean => edit.to.kind === 'reference' && entry.credential?.kind === 'value'

const migrationOf = (bundle: Bundle, chosen: readonly Chosen[], edits: BundleEdits): Migration => {
  if (!chosen.some(moves)) return { replaced: [], problems: [] }
  const { bytes, released } = edits.helper ?? {}
  return migrateHelper(bundle.archive, bundle.helpers, bytes, released ?? releasedHelpers)
}

const versionProblems = (version: string): readonly Problem[] =>
  isVersion(version)
    ? []
    : [problem('bad-version', startOf(manifestPath), 'The new version is not one that Akamai takes.')]

/** Everything that stands in the way, in the order in which people should read it. */
const obstacles = (bundle: Bundle, edits: BundleEdits, choice: Choice, migration: Migration): readonly Problem[] => {
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

type Contents = Map<string, Uint8Array>

type EditedFiles = { readonly ok: true; readonly files: ReadonlyMap<TokenFile, TokenFile> } | Refusal

/** Puts the edited files into `contents`; gives them as read again, by the files before. */
const editFiles = (chosen: readonly Chosen[], fixKeys: boolean, contents: Contents): EditedFiles => {
  const files = new Map<TokenFile, TokenFile>()
  for (const [file, own] of Map.groupBy(chosen, ({ file }): TokenFile => file)) {
    const edited = editTokenFile(file, new Map(own.map(({ entry, edit }) => [entry, edit])), fixKeys)
    if (!edited.ok) return refuse(edited.problem)
    contents.set(file.path, edited.bytes)
    files.set(file, edited.file)
  }
  return { ok: true, files }
}

const editManifest = ({ archive, manifest }: Bundle, version: string, contents: Contents): void => {
  const entry = archive.entries.find(({ path }) => path === manifestPath)
  if (entry === undefined || manifest.versionAt === undefined) return
  contents.set(manifestPath, replaceVersion(contentOf(archive, entry), manifest.versionAt, version))
}

/** Packs; when the account's limit is exceeded, once more at the best level. */
const pack = async (tar: Uint8Array, { maxPacked }: BundleLimits, level: number): Promise<Uint8Array | Refusal> => {
  const bytes = await zip(tar, level)
  if (maxPacked === undefined || bytes.length <= maxPacked) return bytes
  const best = await zip(tar, bestLevel)
  if (best.length <= maxPacked) return best
  return refuse(
    problem('packed-too-large', archivePlace, `The bundle would have ${best.length} bytes; ${maxPacked} are allowed.`),
  )
}

const changedOf = ({ file, entry, edit }: Chosen): Changed => ({
  path: file.path,
  key: entry.key,
  from: edit.fromName,
  to: edit.toName,
})

/** What is worth telling of the rewritten bundle: nothing that the rewriting mended. */
const notesOf = (
  { tokenFiles, helpers, manifest }: Bundle,
  edited: ReadonlyMap<TokenFile, TokenFile>,
  { replaced }: Migration,
): readonly Problem[] => {
  const files = tokenFiles.map((file) => edited.get(file) ?? file)
  const left = helpers.filter((helper) => !replaced.includes(helper))
  return [...manifest.problems, ...files.flatMap(({ problems }) => problems), ...unsentReferences(files, left)]
}

/**
 * Gives the bundle with other tokens in the chosen entries and another version, every other byte of its files as it was;
 * or the reasons why not, and then nothing. The same input gives the same bytes. `sha256` (hex) is Akamai's checksum.
 * `level`: of gzip, 1 to 9.
 */
export const rewriteBundle = async (
  bytes: Uint8Array,
  edits: BundleEdits,
  limits: BundleLimits,
  level: number = shippedLevel,
): Promise<Rewrite> => {
  const opened = await readBundle(bytes, limits, edits.helper?.released ?? releasedHelpers)
  if (!opened.ok) return opened
  const { bundle } = opened
  const choice = chooseEntries(bundle.tokenFiles, edits.entries)
  const migration = migrationOf(bundle, choice.chosen, edits)
  const problems = obstacles(bundle, edits, choice, migration)
  if (problems.length > 0) return refuse(...problems)
  const contents: Contents = new Map()
  const edited = editFiles(choice.chosen, edits.fixKeys === true, contents)
  if (!edited.ok) return edited
  for (const { path } of migration.replaced) if (edits.helper) contents.set(path, edits.helper.bytes)
  editManifest(bundle, edits.version, contents)
  const packed = await pack(spliceArchive(bundle.archive, contents), limits, level)
  if ('ok' in packed) return packed
  return {
    ok: true,
    bytes: packed,
    sha256: createHash('sha256').update(packed).digest('hex'),
    changed: choice.chosen.map(changedOf),
    version: { from: bundle.manifest.version ?? '', to: edits.version },
    helpers: migration.replaced.map(({ path, version }) => ({
      path,
      ...(version === undefined ? {} : { from: version }),
    })),
    problems: notesOf(bundle, edited.files, migration),
  }
}
