import type { ProblemCode } from '../problem-codes.ts'

/** `path`: the name without `./`, doubled and final slashes; empty for the root folder. */
export type EntryName =
  | { readonly ok: true; readonly name: string; readonly path: string }
  | { readonly ok: false; readonly code: ProblemCode; readonly message: string; readonly shown: string }

const longest = 1_024
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const decoded = (raw: Uint8Array): string | undefined => {
  try {
    return strict.decode(raw)
  } catch {
    return undefined
  }
}

/** Control characters and what reorders or hides text could make a message say what is not so. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

const faultOf = (name: string, parts: readonly string[]): [ProblemCode, string] | undefined => {
  if (name === '') return ['bad-name', 'An entry has no name.']
  if (name.length > longest) return ['bad-name', `A name has more than ${longest} characters.`]
  if (unseen.test(name)) return ['bad-name', 'A name holds control characters.']
  if (/^(?:\/|[A-Za-z]:[\\/])/.test(name)) return ['absolute-path', 'A name is an absolute path.']
  if (parts.includes('..') || name.split('\\').includes('..'))
    return ['path-traversal', 'A name leads out of the bundle ("..").']
  if (name.includes('\\')) return ['bad-name', 'A name holds a backslash.']
  return undefined
}

/** Checks a raw entry name and brings it into the form in which entries are compared. */
export const entryName = (raw: Uint8Array): EntryName => {
  const name = decoded(raw)
  const shown = (name ?? Buffer.from(raw).toString('latin1')).slice(0, 200).replaceAll(/[^\x20-\x7e]/g, '?')
  if (name === undefined) return { ok: false, code: 'name-not-utf8', message: 'A name is not UTF-8.', shown }
  const parts = name.split('/')
  const fault = faultOf(name, parts)
  if (fault !== undefined) return { ok: false, code: fault[0], message: fault[1], shown }
  return { ok: true, name, path: parts.filter((part) => part !== '' && part !== '.').join('/') }
}
