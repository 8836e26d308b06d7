import { gunzipSync } from 'node:zlib'
import { readTar } from './read-tar.ts'
import type { Unpacked } from './tar-file.ts'

const hardLimitBytes = 32 * 1024 * 1024

/** The files of a `.tgz`, in memory; refusals carry Akamai's validation codes. */
export const unpackBundle = (bytes: Uint8Array): Unpacked => {
  const tar = gunzip(bytes)
  if (tar === undefined) return { kind: 'refused', type: 'INVALID_GZIP_FORMAT', message: 'invalid GZIP file format' }
  if (tar.length === 0) return { kind: 'refused', type: 'EMPTY_TARBALL', message: 'the code bundle is empty' }
  const unpacked = readTar(tar)
  if (unpacked.kind === 'files' && unpacked.files.length === 0) {
    return { kind: 'refused', type: 'EMPTY_TARBALL', message: 'the code bundle is empty' }
  }
  return unpacked
}

const gunzip = (bytes: Uint8Array): Uint8Array | undefined => {
  try {
    return gunzipSync(bytes, { maxOutputLength: hardLimitBytes })
  } catch {
    return undefined
  }
}
