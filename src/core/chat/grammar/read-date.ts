import { bad, good, type Read } from './read-value.ts'

const must = 'a date such as 2027-01-31 (year, month, day)'

const pad = (text: string | undefined): string => (text ?? '').padStart(2, '0')

const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text)
}

/** Other ways to write a day, where only one day can be meant. */
const guess = (text: string): string | undefined => {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T.*)?$/i.exec(text)
  if (iso) return `${iso[1]}-${pad(iso[2])}-${pad(iso[3])}`
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (compact) return `${compact[1]}-${compact[2]}-${compact[3]}`
  const dotted =
    /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? /^(1[3-9]|2\d|3[01])[-/](\d{1,2})[-/](\d{4})$/.exec(text)
  if (dotted) return `${dotted[3]}-${pad(dotted[2])}-${pad(dotted[1])}`
  const american = /^(\d{1,2})[-/](1[3-9]|2\d|3[01])[-/](\d{4})$/.exec(text)
  return american ? `${american[3]}-${pad(american[1])}-${pad(american[2])}` : undefined
}

/** A day that exists, as `YYYY-MM-DD`. Whether it is still to come is for the verb to say. */
export const readDate = (text: string): Read<string> => {
  if (isDate(text)) return good(text)
  const better = guess(text)
  return bad(must, better !== undefined && isDate(better) ? better : undefined)
}
