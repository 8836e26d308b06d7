/** A spreadsheet takes text that begins like this for a formula, whatever blank or invisible stands before it. */
const formula = /^(?:[\t\r]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u

/** Where a spreadsheet takes these for the end of a cell, or of a line, what follows begins one. */
const laterFormula = /([;\t|\r\n][\s\p{Cc}\p{Cf}]*)(?=[=+\-@＝＋－＠])/gu

const cell = (value: string): string => {
  const first = formula.test(value) ? `'${value}` : value
  const safe = first.replace(laterFormula, "$1'")
  return /[",;|\t\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line of RFC 4180 CSV without its line end, no cell of which is a formula. */
export const csvLine = (cells: readonly string[]): string => cells.map(cell).join(',')
