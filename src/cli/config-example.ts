import { configExample as text } from '../config/config-example.ts'

/** `config example`: prints a commented configuration file that passes `config check`. */
export const configExample = async (): Promise<number> => {
  process.stdout.write(text)
  return 0
}
