import { z } from 'zod'

// Akamai's answers differ between ages and documents: numbers come as text, text as numbers, absent as null.

/** An id or other text; numbers become text. */
export const text = z.union([z.string(), z.number().transform(String)])

/** An integer, also as digits in a string. */
export const integer = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
])

/** true or false, also as a word. */
export const flag = z.union([
  z.boolean(),
  z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false']))
    .transform((word) => word === 'true'),
])

/** Absent, null and undefined are the same. */
export const maybe = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? undefined)

/** A list that may be absent or null. */
export const list = <S extends z.ZodType>(schema: S) =>
  z
    .array(schema)
    .nullish()
    .transform((value) => value ?? [])
