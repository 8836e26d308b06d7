import { zip } from '../archive/zip.ts'
import type { BundleLimits } from '../bundle-limits.ts'
import { archivePlace, problem, type Refusal, refuse } from '../problem.ts'

/** Three times as fast as the best level, for one part in a hundred more. */
export const shippedLevel = 6
const bestLevel = 9

/** Packs; when the account's limit is exceeded, once more at the best level. */
export const packBundle = async (
  tar: Uint8Array,
  { maxPacked }: BundleLimits,
  level: number,
): Promise<Uint8Array | Refusal> => {
  const bytes = await zip(tar, level)
  if (maxPacked === undefined || bytes.length <= maxPacked) return bytes
  const best = await zip(tar, bestLevel)
  if (best.length <= maxPacked) return best
  return refuse(
    problem('packed-too-large', archivePlace, `The bundle would have ${best.length} bytes; ${maxPacked} are allowed.`),
  )
}
