/** What JSON.parse can give. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})

export const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])

/** The objects of a list; anything else in it is left out. */
export const objectsOf = (value: Json | undefined): JsonObject[] => listOf(value).filter(isObject)

export const stringOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

/** Form-encoded calls send `true` and `1` as text. */
export const flagOf = (value: Json | undefined): boolean => value === true || value === 'true' || value === '1'

export const numberOf = (value: Json | undefined): number | undefined => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** The parsed text, or undefined when it is no JSON. */
export const parseJson = (text: string): Json | undefined => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A plain JSON copy of a value of our own, without its undefined fields. */
export const toJson = (value: object): JsonObject => objectOf(parseJson(JSON.stringify(value)))
