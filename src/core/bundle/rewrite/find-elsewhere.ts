import { contentOf, filesOf } from '../archive/archive-entry.ts'
import { lineIndex } from '../line-index.ts'
import { type Problem, problem } from '../problem.ts'
import type { Bundle } from '../read-bundle.ts'
import { textOutside } from '../token-file/text-outside.ts'
import { credentialText } from '../token-file/token-entry.ts'
import type { Chosen } from './choose-entries.ts'

/** Shorter ones are placeholders, not tokens, and would be found by accident. */
const shortest = 16

/** In lower case at unchanged offsets: İ is the one letter that would become longer. */
const lowered = (text: string): string => text.replaceAll('İ', 'i').toLowerCase()

/** Entries that may keep the old token: those chosen, and the others where the caller said which ones are meant. */
const isLeft = ({ edit }: Chosen): boolean => edit.key !== undefined || edit.namespace !== undefined

const kindOf = ({ entry }: Chosen): string => (entry.credential?.kind === 'value' ? 'value' : 'uuid')

/**
 * Places outside of the chosen entries where the old token's value or uuid stands, in whatever file: rewriting would
 * leave it there, and the code could still use it.
 */
export const findElsewhere = ({ archive, tokenFiles }: Bundle, chosen: readonly Chosen[]): readonly Problem[] => {
  const own = new Set(chosen.map(({ entry }) => entry))
  const all = chosen.length > 0 && chosen.every(isLeft)
  const outside = new Map(
    tokenFiles.map((file) => [
      file.path,
      textOutside(
        file,
        file.entries.filter((entry) => all || own.has(entry)),
      ),
    ]),
  )
  const needles = new Map(chosen.map((one) => [lowered(credentialText(one.entry.credential) ?? ''), one]))
  const wanted = [...needles].filter(([needle]) => needle.length >= shortest)
  return filesOf(archive).flatMap((entry) => {
    const text = outside.get(entry.path) ?? contentOf(archive, entry).toString('latin1')
    const lower = lowered(text)
    return wanted.flatMap(([needle, one]) => {
      const at = lower.indexOf(needle)
      if (at < 0) return []
      const message = `The ${kindOf(one)} of ${one.edit.fromName} also stands here.`
      return [problem('token-elsewhere', lineIndex(entry.path, text)(at), message)]
    })
  })
}
