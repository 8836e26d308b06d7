import { configJsonSchema } from '../config/config-json-schema.ts'

/** `config schema`: prints the JSON Schema of the configuration file. */
export const configSchema = async (): Promise<number> => {
  process.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`)
  return 0
}
