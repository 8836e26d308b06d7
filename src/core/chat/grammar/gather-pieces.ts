import { type OptionSpec, optionNamed, options, type ToolOption, takesNext, toolOptionNamed } from './options.ts'
import type { Piece } from './pieces.ts'
import { isTimeUnit } from './read-duration.ts'
import type { Word } from './split-words.ts'

const optionWord = /^--?([A-Za-z][\w-]*)(?:=(.*))?$/s

const isOptionWord = (word: Word): boolean => !word.quoted && optionWord.test(word.text)

type Takes = OptionSpec['takes'] | ToolOption | 'unknown'

const takesOf = (name: string): Takes => {
  const known = optionNamed(name)
  if (known !== undefined) return options[known].takes
  return toolOptionNamed(name) ?? 'unknown'
}

/** How many of the words after an option belong to its value. */
const countTaken = (takes: Takes, given: string | undefined, after: readonly Word[]): number => {
  const end = after.findIndex(isOptionWord)
  const free = end === -1 ? after : after.slice(0, end)
  if (takes === 'words') return free.length
  if (takes === 'flag' || takes === 'unknown' || free.length === 0) return 0
  const text = (index: number): string => free[index]?.text ?? ''
  let taken = given === undefined || given === '' ? 1 : 0
  if (takes === 'path') return taken === 1 && takesNext(takes, text(0)) ? 1 : 0
  if (takes === 'time') return /^\d+$/.test(given || text(0)) && isTimeUnit(text(taken)) ? taken + 1 : taken
  if (takes === 'value') return taken
  while (
    taken < free.length &&
    ((taken === 0 ? (given ?? '') : text(taken - 1)).endsWith(',') || text(taken).startsWith(','))
  )
    taken += 1
  return taken
}

const valueFrom = (takes: Takes, given: string | undefined, taken: readonly Word[]): string | undefined => {
  const parts = [...(given === undefined || given === '' ? [] : [given]), ...taken.map((word) => word.text)]
  if (parts.length === 0) return given
  return parts.join(takes === 'list' ? '' : ' ')
}

/** Sorts the words after a verb into subjects and options with their values: `--opt value`, `--opt=value`, `--reason a b c`. */
export const gatherPieces = (words: readonly Word[]): Piece[] => {
  const pieces: Piece[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]
    if (word === undefined) break
    const match = word.quoted ? null : optionWord.exec(word.text)
    if (match === null) {
      pieces.push({ kind: 'word', text: word.text })
      continue
    }
    const [, said = '', given] = match
    const takes = takesOf(said)
    const count = countTaken(takes, given, words.slice(at + 1))
    const value = valueFrom(takes, given, words.slice(at + 1, at + 1 + count))
    pieces.push({ kind: 'option', name: optionNamed(said) ?? said, ...(value === undefined ? {} : { value }) })
    at += count
  }
  return pieces
}
