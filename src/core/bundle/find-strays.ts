import { fingerprint } from '../token/fingerprint.ts'
import { type Archive, contentOf, filesOf } from './archive/archive-entry.ts'
import { isUuid, jwtsIn, uuidsIn } from './credentials.ts'
import { lineIndex } from './line-index.ts'
import { type Place, type Problem, problem } from './problem.ts'
import type { TokenFile } from './token-file/parse-token-file.ts'
import { textOutside } from './token-file/text-outside.ts'
import { withoutSecrets } from './without-secrets.ts'

/** Something like a token outside of the entries: a uuid (lower case), or a JWT by the fingerprint of its text. */
export interface Stray extends Place {
  readonly uuid?: string
  readonly fingerprint?: string
}

/** More are not kept: `too-many-uuids` then says that a search of them proves nothing. */
const most = 2_000

/** Uuids are the same in any case, JWTs are not. */
const keyOf = (found: string): string => (isUuid(found) ? found.toLowerCase() : found)

/** Where each stands first; at most one more than are kept. */
const firstPlaces = (text: string): ReadonlyMap<string, number> => {
  const first = new Map<string, number>()
  for (const matches of [uuidsIn(text), jwtsIn(text)])
    for (const { 0: found, index } of matches) {
      if (!first.has(keyOf(found))) first.set(keyOf(found), index)
      if (first.size > most) return first
    }
  return first
}

/** The first place of each in a file. */
const straysOf = (path: string, text: string): readonly Stray[] => {
  const first = firstPlaces(text)
  if (first.size === 0) return []
  const placeOf = lineIndex(withoutSecrets(path), text)
  return [...first].map(([found, index]) =>
    isUuid(found) ? { ...placeOf(index), uuid: found } : { ...placeOf(index), fingerprint: fingerprint(found) },
  )
}

/**
 * Every uuid and JWT that stands anywhere but in an entry of a token file, in whatever file, comments included. Whether
 * one of them is a certain token is told by comparing uuids and fingerprints.
 */
export const findStrays = (
  archive: Archive,
  tokenFiles: readonly TokenFile[],
): { readonly strays: readonly Stray[]; readonly problems: readonly Problem[] } => {
  const texts = new Map(tokenFiles.map((file) => [file.path, textOutside(file, file.entries)]))
  let strays: readonly Stray[] = []
  for (const entry of filesOf(archive)) {
    const text = texts.get(entry.path) ?? contentOf(archive, entry).toString('latin1')
    strays = strays.concat(straysOf(entry.path, text))
    if (strays.length > most) {
      const place = { path: entry.path, line: 1, column: 1 }
      return {
        strays: strays.slice(0, most),
        problems: [problem('too-many-uuids', place, `The bundle holds more than ${most} uuids.`)],
      }
    }
  }
  return { strays, problems: [] }
}
