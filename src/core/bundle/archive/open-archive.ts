import type { BundleLimits } from '../bundle-limits.ts'
import { type ReadTar, readTar } from './read-tar.ts'
import { unzip } from './unzip.ts'

/** Unpacks and reads a `.tgz` within the limits. */
export const openArchive = async (bytes: Uint8Array, limits: BundleLimits): Promise<ReadTar> => {
  const unzipped = await unzip(bytes, limits)
  return unzipped.ok ? readTar(unzipped.tar, limits) : unzipped
}
