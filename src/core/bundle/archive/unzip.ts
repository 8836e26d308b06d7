import type { Buffer as NodeBuffer } from 'node:buffer'
import { gunzip } from 'node:zlib'
import type { BundleLimits } from '../bundle-limits.ts'
import { archivePlace, problem, type Refusal, refuse } from '../problem.ts'

export type Unzipped = { readonly ok: true; readonly tar: NodeBuffer } | Refusal

const shortest = 18

/** Few trips to the thread pool; small enough for a limit to be noticed soon. */
const chunkSize = 262_144

/**
 * Unpacks one gzip member in the thread pool, never more than the limits allow. Refuses what follows it: a reader that
 * stops earlier or later than we do would see another bundle.
 */
export const unzip = (bytes: Uint8Array, limits: BundleLimits): Promise<Unzipped> => {
  if (bytes.length > limits.maxUnpacked) return Promise.resolve(tooLarge(limits))
  const byRatio = Math.max(bytes.length * limits.maxRatio, shortest)
  const maxOutputLength = Math.min(limits.maxUnpacked, byRatio)
  return new Promise((resolve) => {
    gunzip(bytes, { maxOutputLength, chunkSize }, (error, tar) => {
      if (error) resolve(refusalOf(error, bytes, byRatio <= limits.maxUnpacked ? tooDense(limits) : tooLarge(limits)))
      else resolve(endsHere(bytes, tar) ? { ok: true, tar } : trailing())
    })
  })
}

/** The last four bytes of a gzip member are the length of what it holds. */
const endsHere = (bytes: Uint8Array, tar: NodeBuffer): boolean => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return view.getUint32(bytes.length - 4, true) === tar.length >>> 0
}

const refusalOf = (error: NodeJS.ErrnoException, bytes: Uint8Array, overLimit: Refusal): Refusal => {
  if (error.code === 'ERR_BUFFER_TOO_LARGE') return overLimit
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b)
    return refuse(problem('gzip-invalid', archivePlace, 'The file is not packed with gzip.'))
  if (error.code === 'Z_BUF_ERROR')
    return refuse(problem('archive-truncated', archivePlace, 'The file ends in the middle of its packed data.'))
  return error.message.includes('header')
    ? trailing()
    : refuse(problem('gzip-invalid', archivePlace, 'The packed data is damaged.'))
}

const trailing = (): Refusal =>
  refuse(problem('trailing-data', archivePlace, 'Something follows the packed data, or its length is not as it says.'))

const tooLarge = ({ maxUnpacked }: BundleLimits): Refusal =>
  refuse(problem('unpacked-too-large', archivePlace, `Unpacked, the bundle has more than ${maxUnpacked} bytes.`))

const tooDense = ({ maxRatio }: BundleLimits): Refusal =>
  refuse(problem('ratio-too-high', archivePlace, `Unpacked, the bundle is more than ${maxRatio} times as large.`))
