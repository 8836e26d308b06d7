import { isTokenName } from './token-name.ts'

const longest = 32

const nameOf = (character: string): string => (/\s/.test(character) ? 'A space' : character)

/** What Akamai would not take in a token's name, in a sentence; undefined for one that will do, or none yet. */
export const nameProblem = (name: string): string | undefined => {
  if (name === '' || isTokenName(name)) return undefined
  const strange = /[^A-Za-z0-9_-]/u.exec(name)?.[0]
  if (strange !== undefined)
    return `${nameOf(strange)} will not do: 1 to 32 letters, digits, _ or -, such as mkt_token1.`
  if (name.startsWith('-')) return 'A name cannot begin with -; after that, letters, digits, _ and - will do.'
  return `${name.length} characters are too many: Akamai takes ${longest}.`
}
