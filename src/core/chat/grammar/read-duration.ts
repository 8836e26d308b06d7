import { bad, good, type Read } from './read-value.ts'

const must = 'a time such as 2d or 12h (s, m, h or d)'

const units: Readonly<Record<string, string>> = {
  second: 's',
  seconds: 's',
  sec: 's',
  min: 'm',
  mins: 'm',
  minute: 'm',
  minutes: 'm',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
}

/** `days`: what may stand after a number as a word of its own. */
export const isTimeUnit = (word: string): boolean =>
  /^(?:[smhdw]|weeks?)$/i.test(word) || Object.hasOwn(units, word.toLowerCase())

const guess = (text: string): string | undefined => {
  const [, amount, unit] = /^(\d{1,4})\s*([a-z]*)$/.exec(text) ?? []
  if (amount === undefined || unit === undefined) return undefined
  if (unit === '') return `${amount}d`
  if (/^w(?:eeks?)?$/.test(unit)) return `${Number(amount) * 7}d`
  const short = Object.hasOwn(units, unit) ? units[unit] : undefined
  return short === undefined ? undefined : `${amount}${short}`
}

const isDuration = (text: string): boolean => /^\d{1,4}[smhd]$/.test(text)

/** `30d`, `12h`: as the configuration writes times. */
export const readDuration = (text: string): Read<string> => {
  const lower = text.toLowerCase()
  return isDuration(lower) ? good(lower) : bad(must, guess(lower))
}

const most = 20

const guessAll = (text: string): string | undefined => {
  const reads = text
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(readDuration)
  const values = reads.map((read) => (read.ok ? read.value : read.better))
  const fits = values.length > 0 && values.length <= most && !values.includes(undefined)
  return fits ? values.join(',') : undefined
}

/** `30d,7d,1d`. */
export const readDurations = (text: string): Read<readonly string[]> => {
  const reads = text.split(',').filter(Boolean).map(readDuration)
  if (reads.length > 0 && reads.length <= most && reads.every((read) => read.ok))
    return good(reads.flatMap((read) => (read.ok ? [read.value] : [])))
  return bad('times such as 30d,7d,1d (twenty at most)', guessAll(text))
}
