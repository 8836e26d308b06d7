import { crc32, createInflateRaw } from 'node:zlib'
import type { BundleLimits } from '../bundle-limits.ts'
import { archivePlace, problem, type Refusal, refuse } from '../problem.ts'
import type { ProblemCode } from '../problem-codes.ts'
import { readGzipHeader } from './gzip-header.ts'

export type Unzipped = { readonly ok: true; readonly tar: Buffer } | Refusal

const shortest = 18
const trailerBytes = 8

/** Few trips to the thread pool; small enough for a limit to be noticed soon. */
const chunkSize = 262_144

const refusal = (code: ProblemCode, message: string): Refusal => refuse(problem(code, archivePlace, message))

const damaged = (): Refusal => refusal('gzip-invalid', 'The packed data is damaged.')

const cut = (): Refusal => refusal('archive-truncated', 'The file ends in the middle of its packed data.')

const tooLarge = ({ maxUnpacked }: BundleLimits): Refusal =>
  refusal('unpacked-too-large', `Unpacked, the bundle has more than ${maxUnpacked} bytes.`)

const tooDense = ({ maxRatio }: BundleLimits): Refusal =>
  refusal('ratio-too-high', `Unpacked, the bundle is more than ${maxRatio} times as large.`)

/** `read`: how many bytes the packed data had. */
type Inflated = { readonly tar: Buffer; readonly read: number } | 'too-much' | 'cut' | 'damaged'

const inflate = async (packed: Uint8Array, most: number): Promise<Inflated> => {
  const inflater = createInflateRaw({ chunkSize })
  const parts: Uint8Array[] = []
  let length = 0
  try {
    inflater.end(packed)
    for await (const part of inflater) {
      length += part.length
      if (length > most) return 'too-much'
      parts.push(part)
    }
    return { tar: Buffer.concat(parts, length), read: inflater.bytesWritten }
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR' ? 'cut' : 'damaged'
  }
}

/** A member ends with the checksum and the length of what it holds, and nothing may follow. */
const checkTrailer = (bytes: Uint8Array, at: number, tar: Buffer): Unzipped => {
  const end = at + trailerBytes
  if (bytes.length < end) return cut()
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + at, trailerBytes)
  if (trailer.getUint32(0, true) !== crc32(tar) || trailer.getUint32(4, true) !== tar.length % 2 ** 32) return damaged()
  return bytes.length === end
    ? { ok: true, tar }
    : refusal('trailing-data', 'Something follows the packed data of the bundle.')
}

/**
 * Unpacks one gzip member in the thread pool, never more than the limits allow. Refuses what follows it, a second member
 * included: a reader that stops earlier or later than we do would see another bundle.
 */
export const unzip = async (bytes: Uint8Array, limits: BundleLimits): Promise<Unzipped> => {
  if (bytes.length > limits.maxUnpacked) return tooLarge(limits)
  const header = readGzipHeader(bytes)
  if (header === 'no-gzip') return refusal('gzip-invalid', 'The file is not packed with gzip.')
  if (header === 'cut') return cut()
  if (header === 'damaged') return damaged()
  const byRatio = Math.max(bytes.length * limits.maxRatio, shortest)
  const inflated = await inflate(bytes.subarray(header.dataAt), Math.min(limits.maxUnpacked, byRatio))
  if (inflated === 'too-much') return byRatio <= limits.maxUnpacked ? tooDense(limits) : tooLarge(limits)
  if (inflated === 'cut') return cut()
  if (inflated === 'damaged') return damaged()
  return checkTrailer(bytes, header.dataAt + inflated.read, inflated.tar)
}
