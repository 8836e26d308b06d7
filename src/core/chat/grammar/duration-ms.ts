import type { OptionValue } from './command.ts'

const msPerUnit = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])

/** A time that `readDuration` has taken (`90s`, `12h`), in milliseconds; undefined where none was given. */
export const durationMs = (given: OptionValue | undefined): number | undefined => {
  const [, amount, unit] = (typeof given === 'string' ? /^(\d{1,4})([smhd])$/.exec(given) : null) ?? []
  const factor = msPerUnit.get(unit ?? '')
  return factor === undefined ? undefined : Number(amount) * factor
}
