import { parseArgs } from 'node:util'
import { configJsonSchema } from '../config/config-json-schema.ts'

/** `config schema`: prints the JSON Schema of the configuration file. */
export const configSchema = async (args: string[]): Promise<number> => {
  parseArgs({ args, options: {} })
  process.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`)
  return 0
}
