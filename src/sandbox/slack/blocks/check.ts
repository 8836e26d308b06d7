import type { Json, JsonObject } from '../json.ts'
import { isObject } from '../json.ts'

/** Looks at one value; what is wrong goes to `problems` in Slack's own words, with the place as a JSON pointer. */
export type Check = (value: Json, at: string, problems: string[]) => void

export interface Shape {
  readonly required?: Readonly<Record<string, Check>>
  readonly optional?: Readonly<Record<string, Check>>
  /** What the fields must be to each other. Answers with a sentence for each thing that is wrong. */
  readonly rules?: (value: JsonObject) => readonly string[]
}

export const problem = (text: string, at: string): string => `[ERROR] ${text} [json-pointer:${at}]`

export const string =
  ({ min = 1, max }: { min?: number; max: number }): Check =>
  (value, at, problems) => {
    if (typeof value !== 'string') problems.push(problem('must be a string', at))
    else if (value.length < min) problems.push(problem(`must be more than ${min - 1} characters`, at))
    else if (value.length > max) problems.push(problem(`must be less than ${max + 1} characters`, at))
  }

export const boolean: Check = (value, at, problems) => {
  if (typeof value !== 'boolean') problems.push(problem('must be a boolean', at))
}

export const integer =
  (min: number, max: number): Check =>
  (value, at, problems) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) problems.push(problem('must be an integer', at))
    else if (value < min || value > max) problems.push(problem(`must be between ${min} and ${max}`, at))
  }

export const oneOf =
  (...allowed: readonly string[]): Check =>
  (value, at, problems) => {
    if (typeof value !== 'string' || !allowed.includes(value))
      problems.push(problem(`must be one of: ${allowed.join(', ')}`, at))
  }

export const matching =
  (pattern: RegExp, what: string): Check =>
  (value, at, problems) => {
    if (typeof value !== 'string' || !pattern.test(value)) problems.push(problem(`must be ${what}`, at))
  }

export const list =
  (item: Check, min: number, max: number): Check =>
  (value, at, problems) => {
    if (!Array.isArray(value)) return void problems.push(problem('must be an array', at))
    if (value.length < min) problems.push(problem(`no less than ${min} items allowed`, at))
    if (value.length > max) problems.push(problem(`no more than ${max} items allowed`, at))
    value.forEach((entry, index) => {
      item(entry, `${at}/${index}`, problems)
    })
  }

const checkFields = (value: JsonObject, shape: Shape, at: string, problems: string[]): void => {
  const known = { ...shape.required, ...shape.optional }
  for (const name of Object.keys(shape.required ?? {}))
    if (value[name] === undefined) problems.push(problem(`missing required field: ${name}`, at))
  for (const [name, field] of Object.entries(value)) {
    const check = Object.hasOwn(known, name) ? known[name] : undefined
    if (field === undefined) continue
    if (check === undefined) problems.push(problem(`invalid additional property: ${name}`, at))
    else check(field, `${at}/${name}`, problems)
  }
}

export const object =
  (shape: Shape): Check =>
  (value, at, problems) => {
    if (!isObject(value)) return void problems.push(problem('must be an object', at))
    checkFields(value, shape, at, problems)
    for (const text of shape.rules?.(value) ?? []) problems.push(problem(text, at))
  }

/** An object whose `type` says what else it must be. */
export const byType =
  (shapes: Readonly<Record<string, Shape>>): Check =>
  (value, at, problems) => {
    if (!isObject(value)) return void problems.push(problem('must be an object', at))
    const type = value['type']
    const shape = typeof type === 'string' && Object.hasOwn(shapes, type) ? shapes[type] : undefined
    if (shape === undefined) return void problems.push(problem(`unsupported type: ${String(type)}`, `${at}/type`))
    const withType = { ...shape, required: { type: oneOf(String(type)), ...shape.required } }
    object(withType)(value, at, problems)
  }

/** The values of `key` that come more than once, each named once. */
export const repeated = (items: readonly JsonObject[], key: string): readonly string[] => {
  const seen = items.map((item) => item[key]).filter((id) => typeof id === 'string')
  return [...new Set(seen.filter((id, index) => seen.indexOf(id) !== index))]
}
