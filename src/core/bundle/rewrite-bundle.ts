import { createHash } from 'node:crypto'
import { contentOf } from './archive/archive-entry.ts'
import { spliceArchive } from './archive/splice-archive.ts'
import type { BundleLimits } from './bundle-limits.ts'
import { type Migration, migrateHelper } from './helper/migrate-helper.ts'
import { releasedHelpers } from './helper/released-helpers.ts'
import { unsentReferences } from './helper/unsent-references.ts'
import { manifestPath } from './manifest/read-manifest.ts'
import { replaceVersion } from './manifest/replace-version.ts'
import { type Problem, type Refusal, refuse } from './problem.ts'
import { type Bundle, readBundle } from './read-bundle.ts'
import type { BundleEdits } from './rewrite/bundle-edit.ts'
import { type Chosen, chooseEntries } from './rewrite/choose-entries.ts'
import { editTokenFile } from './rewrite/edit-token-file.ts'
import { findObstacles } from './rewrite/find-obstacles.ts'
import { packBundle, shippedLevel } from './rewrite/pack-bundle.ts'
import type { TokenFile } from './token-file/parse-token-file.ts'

export type { BundleEdit, BundleEdits } from './rewrite/bundle-edit.ts'

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

const moves = ({ entry, edit }: Chosen): boolean => edit.to.kind === 'reference' && entry.credential?.kind === 'value'

const migrationOf = (bundle: Bundle, chosen: readonly Chosen[], edits: BundleEdits): Migration => {
  if (!chosen.some(moves)) return { replaced: [], problems: [] }
  const { bytes, released } = edits.helper ?? {}
  return migrateHelper(bundle.archive, bundle.helpers, bytes, released ?? releasedHelpers)
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
  const problems = findObstacles(bundle, edits, choice, migration)
  if (problems.length > 0) return refuse(...problems)
  const contents: Contents = new Map()
  const edited = editFiles(choice.chosen, edits.fixKeys === true, contents)
  if (!edited.ok) return edited
  for (const { path } of migration.replaced) if (edits.helper) contents.set(path, edits.helper.bytes)
  editManifest(bundle, edits.version, contents)
  const packed = await packBundle(spliceArchive(bundle.archive, contents), limits, level)
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
