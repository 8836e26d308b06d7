import { type CredentialKey, type CredentialValues, credentialKeys } from './credential.ts'

const isKey = (key: string): key is CredentialKey => credentialKeys.some((known) => known === key)

/** A comment starts at `;` outside of quotes, as Akamai's own reader has it; `#` only at the start of a line. */
const uncommented = (raw: string): string => {
  const quoted = /^\s*(["'])(.*?)\1\s*(?:;.*)?$/.exec(raw)
  return (quoted?.[2] ?? raw.split(';')[0] ?? '').trim()
}

/**
 * The values of one section of an .edgerc; undefined when there is no such section. Lines before the first heading
 * belong to no section; of two sections with one name the first counts, as in Akamai's own reader.
 */
export const parseEdgerc = (edgercText: string, section: string): CredentialValues | undefined => {
  const lines = edgercText.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const heading = (line: string): string | undefined => /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim()
  const start = lines.findIndex((line) => heading(line) === section)
  if (start === -1) return undefined
  const after = lines.slice(start + 1)
  const end = after.findIndex((line) => heading(line) !== undefined)
  const values: Partial<Record<CredentialKey, string>> = {}
  for (const line of end === -1 ? after : after.slice(0, end)) {
    const at = line.indexOf('=')
    const key = line.slice(0, Math.max(at, 0)).trim().toLowerCase()
    if (at > 0 && isKey(key)) values[key] = uncommented(line.slice(at + 1))
  }
  return values
}
