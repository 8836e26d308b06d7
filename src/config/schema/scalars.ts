import { z } from 'zod'
import { parseDuration } from '../parse-duration.ts'
import { parseMoment } from '../parse-moment.ts'
import { parseSize } from '../parse-size.ts'

/** A text of a given form; `expected` is what a problem says was expected. */
export const text = (pattern: RegExp, expected: string) => z.string({ error: expected }).regex(pattern, expected)

export const anyText = (expected: string) => text(/^\S(?:.{0,198}\S)?$/u, expected)

/** An id of Microsoft Entra. People paste it in any case; Microsoft writes it small, and so do we. */
export const entraId = (expected: string) => text(/^\S{1,200}$/, expected).transform((value) => value.toLowerCase())

export const flag = (by: boolean, what: string) => z.boolean({ error: 'true or false' }).default(by).describe(what)

/** Milliseconds. Written `30s`, `15m`, `8h` or `7d`; 0 where `zero` allows it. */
export const duration = (limits: { readonly min: string; readonly max: string }) => {
  const expected = `a duration from ${limits.min} to ${limits.max} such as 30s, 15m, 8h or 7d`
  const [min, max] = [parseDuration(limits.min) ?? 0, parseDuration(limits.max) ?? Number.POSITIVE_INFINITY]
  const written = z.union([z.literal(0), text(/^\d{1,6}[smhd]$/, expected)], { error: expected })
  return written
    .transform((value) => (value === 0 ? 0 : (parseDuration(value) ?? -1)))
    .refine((ms) => ms >= min && ms <= max, expected)
}

const sizeExpected = 'a size such as 10MB, 512KiB or 4096B'
export const size = z
  .union([z.int().positive(), text(/^[1-9]\d{0,8}([KMG]i?B|B)$/, sizeExpected)], { error: sizeExpected })
  .transform((value) => (typeof value === 'number' ? value : (parseSize(value) ?? 0)))

const daysExpected = 'a number of days such as 30d or 0d'
export const days = text(/^\d{1,3}d$/, daysExpected).transform((value) => Number.parseInt(value, 10))

const clockExpected = 'a time of day in UTC such as "09:00 UTC"'
export const timeOfDay = text(/^([01]\d|2[0-3]):[0-5]\d UTC$/, clockExpected).transform(
  (value) => Number(value.slice(0, 2)) * 60 + Number(value.slice(3, 5)),
)

const momentExpected = 'a day that exists such as 2026-12-18, or a moment such as 2026-12-18T09:00Z'
export const moment = (edge: 'start' | 'end') =>
  text(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/, momentExpected)
    .refine((value) => parseMoment(value, edge) !== undefined, { error: momentExpected, abort: true })
    .transform((value) => parseMoment(value, edge) ?? 0)

export const count = (min: number, max: number) =>
  z
    .int({ error: `a whole number from ${min} to ${max}` })
    .min(min, `at least ${min}`)
    .max(max, `at most ${max}`)

export const oneOf = <const T extends readonly string[]>(...values: T) =>
  z.enum(values, { error: `one of: ${values.join(', ')}` })

/** A list, or null, which YAML makes of a key with nothing behind it. */
export const listOf = <T extends z.ZodType>(item: T, what: string) => z.array(item, { error: `a list of ${what}` })
