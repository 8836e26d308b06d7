import { createHash } from 'node:crypto'
import { type Archive, type ArchiveEntry, contentOf, fileName, filesOf } from '../archive/archive-entry.ts'
import type { ReleasedHelper } from './released-helpers.ts'

/** A file that sends the token to EdgeKV: Akamai's helper library, a copy of it inside other code, or one's own. */
export interface HelperFile {
  readonly path: string
  /** Of its version line, or of the published file that it is. */
  readonly version?: string
  /** True when it can send a `reference` (0.6.2 and newer, minified or edited ones too). */
  readonly references: boolean
  /** True when it is a published file, unchanged but for line ends. */
  readonly released: boolean
  readonly sha256: string
}

const largest = 1_048_576
const headerName = 'X-Akamai-EdgeDB-Auth'
const referenceHeaderName = 'X-Akamai-EdgeDB-Auth-Ref'

const isCode = (path: string): boolean => /\.[cm]?js$/.test(path) && !fileName(path).startsWith('._')

const isHelperName = (path: string): boolean => /^edgekv(?:[.-]min)?\.m?js$/.test(fileName(path))

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** The code files of a bundle. */
export const codeFiles = (archive: Archive): readonly ArchiveEntry[] =>
  filesOf(archive).filter((entry) => isCode(entry.path))

/** The published file that these bytes are; line ends and a missing or doubled last one do not count. */
const releaseOf = (bytes: Buffer, released: readonly ReleasedHelper[]): ReleasedHelper | undefined => {
  if (bytes.length > largest) return undefined
  const text = bytes.toString('latin1').replaceAll('\r\n', '\n')
  const bare = text.replace(/\n+$/, '')
  const hashes = [text, bare, `${bare}\n`].map((form) => sha256(Buffer.from(form, 'latin1')))
  return released.find((one) => hashes.includes(one.sha256))
}

const versionLine = (bytes: Buffer): string | undefined =>
  /Version:[ \t]*(\d{1,4}(?:\.\d{1,4}){1,2})/.exec(bytes.toString('latin1', 0, 4_096))?.[1]

/** What a helper library is and can do. Capability is told by the header it sends, which survives minifying and edits. */
export const readHelper = (path: string, bytes: Buffer, released: readonly ReleasedHelper[]): HelperFile => {
  const release = releaseOf(bytes, released)
  const version = release?.version ?? versionLine(bytes)
  return {
    path,
    ...(version === undefined ? {} : { version }),
    references: bytes.includes(referenceHeaderName),
    released: release !== undefined,
    sha256: sha256(bytes),
  }
}

/** Every file that sends tokens. The first one is the one that decides: those without references come first. */
export const findHelpers = (archive: Archive, released: readonly ReleasedHelper[]): readonly HelperFile[] => {
  const helpers = codeFiles(archive)
    .filter((entry) => isHelperName(entry.path) || contentOf(archive, entry).includes(headerName))
    .map((entry) => readHelper(entry.path, contentOf(archive, entry), released))
  const rank = (one: HelperFile): number => Number(one.references) * 2 + Number(!isHelperName(one.path))
  return helpers.sort((a, b) => rank(a) - rank(b))
}
