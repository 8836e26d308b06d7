/** A spreadsheet takes text that begins like this for a formula, whatever blank or invisible stands before it. */
const formula = /^(?:[\t\r]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u

const cell = (value: string): string => {
  const safe = formula.test(value) ? `'${value}` : value
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line of RFC 4180 CSV without its line end, no cell of which is a formula. */
export const csvLine = (cells: readonly string[]): string => cells.map(cell).join(',')
