import { nearest } from './nearest.ts'
import { bad, good, type Read } from './read-value.ts'

const meant: Readonly<Record<string, string>> = {
  yes: 'allow',
  true: 'allow',
  on: 'allow',
  1: 'allow',
  allowed: 'allow',
  no: 'deny',
  false: 'deny',
  off: 'deny',
  0: 'deny',
  denied: 'deny',
}

/** `allow` or `deny`, as Akamai's own command line has it. */
export const readAllow = (text: string): Read<string> => {
  const lower = text.toLowerCase()
  if (lower === 'allow' || lower === 'deny') return good(lower)
  const synonym = Object.hasOwn(meant, lower) ? meant[lower] : undefined
  return bad('allow or deny', synonym ?? nearest(lower, ['allow', 'deny']))
}

/** Free text: the reason that people will read. */
export const readText = (text: string): Read<string> => {
  const trimmed = text.trim()
  if (trimmed === '') return bad('a few words')
  return trimmed.length <= 500 ? good(trimmed) : bad('at most 500 characters', trimmed.slice(0, 500).trim())
}

/** One name without spaces: an owner, a path. */
export const readName = (text: string): Read<string> =>
  text.length > 0 && text.length <= 200 ? good(text) : bad('one name')

/** An account's name as the configuration writes it. */
export const readAccount = (text: string): Read<string> =>
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(text) ? good(text) : bad("an account's name")
