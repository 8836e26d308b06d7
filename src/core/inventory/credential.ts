import type { BundleContents, ContentEntry } from './bundle-contents.ts'

/** What identifies a token inside bundles: its uuid, the fingerprint of its value, and the label people gave it. */
export interface Credential {
  readonly name: string
  readonly uuid: string
  readonly fingerprint?: string
  /** It has a value that nobody knows the fingerprint of: those of values that are surely others'. */
  readonly notItsValue?: readonly string[]
}

export type Match = 'credential' | 'label' | 'label-only' | 'none'

const credentialMatches = (entry: ContentEntry, token: Credential): boolean | undefined => {
  // A reference without a uuid held something else, so it is no token's.
  if (entry.kind === 'reference') return entry.uuid === token.uuid
  if (entry.fingerprint === undefined || token.fingerprint === undefined) return undefined
  return entry.fingerprint === token.fingerprint
}

/**
 * How an entry stands to a token: `credential` (the credential is this token's), `label-only` (the name says so and the
 * credential cannot be compared), `label` (the name says so but the credential is another's), or `none`.
 * The helper library never reads the name, so the credential decides.
 */
export const matchOf = (entry: ContentEntry, token: Credential): Match => {
  const same = credentialMatches(entry, token)
  if (same === true) return 'credential'
  if (entry.name !== token.name) return 'none'
  return same === undefined ? 'label-only' : 'label'
}

/** The entries through which a bundle uses the token. */
export const entriesWith = (contents: BundleContents, token: Credential): readonly ContentEntry[] =>
  contents.entries.filter((entry) => ['credential', 'label-only'].includes(matchOf(entry, token)))

/** True when the credential stands anywhere in the bundle, token file or not. */
export const containsCredential = (contents: BundleContents, token: Credential): boolean =>
  entriesWith(contents, token).length > 0 ||
  contents.strays.some(
    (stray) =>
      stray.uuid === token.uuid || (stray.fingerprint !== undefined && stray.fingerprint === token.fingerprint),
  )

/** True where a value stands in the bundle that may be this token's, and cannot be compared. */
export const mayContain = ({ entries, strays }: BundleContents, { notItsValue }: Credential): boolean =>
  notItsValue !== undefined &&
  [...entries, ...strays].some(({ fingerprint }) => fingerprint !== undefined && !notItsValue.includes(fingerprint))
