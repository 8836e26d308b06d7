import { type Archive, contentOf } from '../archive/archive-entry.ts'
import { lineIndex } from '../line-index.ts'
import { archivePlace, type Problem, problem, startOf } from '../problem.ts'
import { isFault } from '../token-file/fault.ts'
import { parseModule } from '../token-file/parse-module.ts'
import { compareHelper } from './compare-helper.ts'
import { codeFiles, type HelperFile, readHelper } from './find-helpers.ts'
import type { ReleasedHelper } from './released-helpers.ts'

export interface Migration {
  /** Paths of the helper libraries to be replaced. */
  readonly replaced: readonly HelperFile[]
  readonly problems: readonly Problem[]
}

const overrides = 'token_override'
const largest = 1_048_576

const textOf = (archive: Archive, path: string): string => {
  const entry = archive.entries.find((one) => one.path === path)
  return entry === undefined ? '' : contentOf(archive, entry).toString('latin1')
}

const named = ({ version }: HelperFile): string => (version === undefined ? 'without a version' : version)

const oldHelper = (
  archive: Archive,
  helper: HelperFile,
  released: readonly ReleasedHelper[],
  own: boolean,
): Problem[] => {
  const place = startOf(helper.path)
  if (!helper.released) {
    const summary = compareHelper(textOf(archive, helper.path).replaceAll('\r\n', '\n'), released)
    return [
      problem(
        'helper-modified',
        place,
        `The helper library (${named(helper)}) cannot send references and is not as published. ${summary}`,
      ),
    ]
  }
  return own ? [] : [problem('helper-too-old', place, `The helper library ${named(helper)} cannot send references.`)]
}

/** Uses of `token_override` outside of published helper libraries: it was a JWT and is a headers object since 0.6.2. */
const overrideUses = (archive: Archive, helpers: readonly HelperFile[]): readonly Problem[] =>
  codeFiles(archive)
    .filter(({ path }) => !helpers.some((one) => one.path === path && one.released))
    .flatMap((entry) => {
      const text = contentOf(archive, entry).toString('latin1')
      const at = text.indexOf(overrides)
      if (at < 0) return []
      return [problem('token-override', lineIndex(entry.path, text)(at), `The code uses ${overrides}.`)]
    })

/** Nothing but JavaScript that can send references goes into a bundle as its helper library. */
const unfit = (own: Uint8Array, released: readonly ReleasedHelper[]): readonly Problem[] => {
  const bytes = Buffer.from(own)
  const told = (message: string): readonly Problem[] => [problem('helper-unfit', archivePlace, message)]
  if (bytes.length > largest) return told(`The configured helper library has more than ${largest} bytes.`)
  if (!readHelper('.', bytes, released).references) return told('The configured helper library cannot send references.')
  return isFault(parseModule(bytes.toString('utf8'))) ? told('The configured helper library is not JavaScript.') : []
}

/**
 * Decides what a move from `value` to `reference` needs of the bundle's helper libraries. `own`: the operator's copy,
 * which replaces published older ones.
 */
export const migrateHelper = (
  archive: Archive,
  helpers: readonly HelperFile[],
  own: Uint8Array | undefined,
  released: readonly ReleasedHelper[],
): Migration => {
  if (helpers.length === 0) {
    const none = problem('helper-missing', startOf('edgekv.js'), 'No file of the bundle sends tokens to EdgeKV.')
    return { replaced: [], problems: [none] }
  }
  const old = helpers.filter(({ references }) => !references)
  if (old.length === 0) return { replaced: [], problems: [] }
  const problems = [
    ...old.flatMap((helper) => oldHelper(archive, helper, released, own !== undefined)),
    ...(own === undefined ? [] : [...unfit(own, released), ...overrideUses(archive, helpers)]),
  ]
  return { replaced: old, problems }
}
