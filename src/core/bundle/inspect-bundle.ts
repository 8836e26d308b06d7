import { fingerprint } from '../token/fingerprint.ts'
import type { BundleLimits } from './bundle-limits.ts'
import { isUuid } from './credentials.ts'
import { findStrays, type Stray } from './find-strays.ts'
import { findWrites, type Writes } from './find-writes.ts'
import type { HelperFile } from './helper/find-helpers.ts'
import { type ReleasedHelper, releasedHelpers } from './helper/released-helpers.ts'
import { unsentReferences } from './helper/unsent-references.ts'
import type { Dependency } from './manifest/read-manifest.ts'
import { namespaceOf } from './namespace-key.ts'
import type { Problem, Refusal } from './problem.ts'
import { readBundle } from './read-bundle.ts'
import { readClaims } from './read-claims.ts'
import type { TokenClaims } from './token-claims.ts'
import type { TokenFile } from './token-file/parse-token-file.ts'
import type { TokenEntry } from './token-file/token-entry.ts'
import { withoutSecrets } from './without-secrets.ts'

/**
 * One entry of a token file as seen from outside; never a token value. `fingerprint`: SHA-256 (hex) of the value.
 * `expiresAt`: ms since 1970, as the value claims.
 */
export interface InspectedEntry {
  readonly path: string
  readonly key: string
  readonly namespace: string
  readonly name: string
  readonly kind: 'value' | 'reference'
  readonly uuid?: string
  readonly fingerprint?: string
  readonly claims?: TokenClaims
  readonly expiresAt?: number
  readonly line: number
}

export interface InspectedFile {
  readonly path: string
  readonly entries: readonly InspectedEntry[]
}

/** What a bundle holds of tokens. `helper`: the helper library that decides (one without references, if there is one). */
export type Inspection =
  | {
      readonly ok: true
      /** Absent when bundle.json has none that can be read; `problems` says so. */
      readonly version?: string
      readonly dependencies: Readonly<Record<string, Dependency>>
      readonly helper?: HelperFile
      readonly tokenFiles: readonly InspectedFile[]
      /** Uuids and JWTs (by fingerprint) that stand anywhere else in the bundle. */
      readonly strays: readonly Stray[]
      readonly writes: Writes
      readonly problems: readonly Problem[]
    }
  | Refusal

/** Uuids are compared in lower case. What is none could be anything, a part of a value too, and is not shown. */
const uuidOf = (text: string): { readonly uuid?: string } => (isUuid(text) ? { uuid: text.toLowerCase() } : {})

const inspectEntry = (file: TokenFile, entry: TokenEntry): readonly InspectedEntry[] => {
  const { key, name, credential, spans } = entry
  if (credential === undefined) return []
  const { line } = file.placeOf(spans.key.start)
  const place = {
    path: withoutSecrets(file.path),
    key: withoutSecrets(key),
    namespace: withoutSecrets(namespaceOf(key)),
  }
  const seen = { ...place, name: withoutSecrets(name), kind: credential.kind, line }
  if (credential.kind === 'reference') return [{ ...seen, ...uuidOf(credential.uuid) }]
  const claims = readClaims(credential.value)
  const told = claims === undefined ? {} : { claims }
  const expiry = claims?.expiresAt === undefined ? {} : { expiresAt: claims.expiresAt }
  return [{ ...seen, fingerprint: fingerprint(credential.value.reveal()), ...told, ...expiry }]
}

/**
 * Reads a `.tgz` without unpacking it to disk or running anything of it. `released`: published helper libraries.
 * Archives that cannot be read safely are refused; anything else wrong is told in `problems`.
 */
export const inspectBundle = async (
  bytes: Uint8Array,
  limits: BundleLimits,
  released: readonly ReleasedHelper[] = releasedHelpers,
): Promise<Inspection> => {
  const opened = await readBundle(bytes, limits, released)
  if (!opened.ok) return opened
  const { archive, manifest, tokenFiles, helpers, problems } = opened.bundle
  const [helper] = helpers
  const found = findStrays(archive, tokenFiles)
  const except = new Set([...tokenFiles, ...helpers.filter((one) => one.released)].map(({ path }) => path))
  return {
    ok: true,
    ...(manifest.version === undefined ? {} : { version: withoutSecrets(manifest.version) }),
    dependencies: manifest.dependencies,
    ...(helper === undefined ? {} : { helper }),
    tokenFiles: tokenFiles.map((file) => ({
      path: withoutSecrets(file.path),
      entries: file.entries.flatMap((entry) => inspectEntry(file, entry)),
    })),
    strays: found.strays,
    writes: findWrites(archive, except),
    problems: [...problems, ...unsentReferences(tokenFiles, helpers), ...found.problems],
  }
}
