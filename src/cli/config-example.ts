import { parseArgs } from 'node:util'
import { configExample as text } from '../config/config-example.ts'

/** `config example`: prints a commented configuration file that passes `config check`. */
export const configExample = async (args: string[]): Promise<number> => {
  parseArgs({ args, options: {} })
  process.stdout.write(text)
  return 0
}
