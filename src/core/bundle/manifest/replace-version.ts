import type { Manifest } from './read-manifest.ts'

/** Akamai's command line: 1 to 32 of letters, digits, `.`, `_`, `~`, `-`, and no `..`. */
export const isVersion = (version: string): boolean =>
  /^[A-Za-z0-9._~-]{1,32}$/.test(version) && !version.includes('..')

/** The manifest with another version literal; every other byte as it was. */
export const replaceVersion = (
  bytes: Uint8Array,
  { start, end }: NonNullable<Manifest['versionAt']>,
  version: string,
): Uint8Array => Buffer.concat([bytes.subarray(0, start), Buffer.from(`"${version}"`), bytes.subarray(end)])
