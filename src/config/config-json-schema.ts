import { z } from 'zod'
import { fileSchema } from './schema/file-schema.ts'

/** The JSON Schema (2020-12) of the configuration file, for editors. */
export const configJsonSchema = (): Readonly<Record<string, unknown>> => ({
  title: 'edgekv-chatops configuration',
  ...z.toJSONSchema(fileSchema, { io: 'input' }),
})
