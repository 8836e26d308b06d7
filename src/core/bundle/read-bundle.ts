import { type Archive, contentOf, fileName, filesOf } from './archive/archive-entry.ts'
import { openArchive } from './archive/open-archive.ts'
import type { BundleLimits } from './bundle-limits.ts'
import { findHelpers, type HelperFile } from './helper/find-helpers.ts'
import type { ReleasedHelper } from './helper/released-helpers.ts'
import { type Manifest, manifestPath, readManifest } from './manifest/read-manifest.ts'
import { type Problem, problem, type Refusal, startOf } from './problem.ts'
import { parseTokenFile, type TokenFile } from './token-file/parse-token-file.ts'

/** An opened bundle, with everything in it that concerns tokens. Holds secrets in `tokenFiles`. */
export interface Bundle {
  readonly archive: Archive
  readonly manifest: Manifest
  readonly tokenFiles: readonly TokenFile[]
  readonly helpers: readonly HelperFile[]
  readonly problems: readonly Problem[]
}

export type OpenedBundle = { readonly ok: true; readonly bundle: Bundle } | Refusal

/** Far more than the entries of every namespace take; syntax trees need hundreds of times the memory of their text. */
const mostTokenBytes = 262_144

/** `edgekv_tokens.js`, in whatever folder; some write a dash. AppleDouble files (`._…`) are nothing to Akamai. */
const isTokenFile = (path: string): boolean => /^edgekv[_-]tokens\.m?js$/.test(fileName(path))

const readTokenFiles = (archive: Archive): { files: readonly TokenFile[]; problems: readonly Problem[] } => {
  const found = filesOf(archive).filter(({ path }) => isTokenFile(path))
  const [first] = found
  if (first === undefined)
    return {
      files: [],
      problems: [problem('no-token-file', startOf('edgekv_tokens.js'), 'The bundle has no token file.')],
    }
  if (found.reduce((sum, { size }) => sum + size, 0) > mostTokenBytes)
    return { files: [], problems: [problem('token-file-too-large', startOf(first.path), 'Token files are too large.')] }
  const files = found.map((entry) => parseTokenFile(entry.path, contentOf(archive, entry)))
  return { files, problems: files.flatMap((file) => file.problems) }
}

/** Opens a bundle and reads manifest, token files and helper libraries. A bundle with problems is still given. */
export const readBundle = async (
  bytes: Uint8Array,
  limits: BundleLimits,
  released: readonly ReleasedHelper[],
): Promise<OpenedBundle> => {
  const opened = await openArchive(bytes, limits)
  if (!opened.ok) return opened
  const { archive } = opened
  const root = filesOf(archive).find(({ path }) => path === manifestPath)
  const manifest = readManifest(root === undefined ? undefined : contentOf(archive, root))
  const { files, problems } = readTokenFiles(archive)
  const helpers = findHelpers(archive, released)
  return {
    ok: true,
    bundle: { archive, manifest, tokenFiles: files, helpers, problems: [...manifest.problems, ...problems] },
  }
}
