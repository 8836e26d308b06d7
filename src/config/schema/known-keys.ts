import { z } from 'zod'
import type { Path } from '../path-text.ts'
import { fileSchema } from './file-schema.ts'

type Json = z.core.JSONSchema.BaseSchema

const isSchema = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const childOf = (schema: Json, part: string | number): Json | undefined => {
  const child = typeof part === 'number' ? schema.items : (schema.properties?.[part] ?? schema.additionalProperties)
  return isSchema(child) ? child : undefined
}

/** The keys that the mapping at this path may have. */
export const knownKeys = (path: Path): readonly string[] => {
  const root: Json | undefined = z.toJSONSchema(fileSchema, { io: 'input' })
  const schema = path.reduce<Json | undefined>((at, part) => at && childOf(at, part), root)
  return Object.keys(schema?.properties ?? {})
}
