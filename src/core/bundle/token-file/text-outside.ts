import type { TokenFile } from './parse-token-file.ts'
import type { TokenEntry } from './token-entry.ts'

/** The file's text with the credentials of these entries blanked out, at unchanged offsets. */
export const textOutside = (file: TokenFile, entries: readonly TokenEntry[]): string => {
  const spans = entries.flatMap(({ spans }) => (spans.field === undefined ? [] : [spans.field]))
  const sorted = spans.toSorted((a, b) => a.start - b.start)
  let text = ''
  let at = 0
  for (const { start, end } of sorted) {
    const blank = file.text.slice(start, end).replaceAll(/[^\n]/g, ' ')
    text += file.text.slice(at, start) + blank
    at = end
  }
  return text + file.text.slice(at)
}
