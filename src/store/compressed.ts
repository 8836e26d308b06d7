import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)

/** No scan comes near this; it bounds what a broken value may do. */
const largestBytes = 256 * 1024 * 1024

/** A window larger than the text costs megabytes and brings nothing. */
const windowFor = (length: number): number =>
  Math.min(22, Math.max(constants.BROTLI_MIN_WINDOW_BITS, Math.ceil(Math.log2(length + 1))))

/** JSON, small. Fast rather than smallest: it is written at every scan. */
export const packJson = (value: unknown): Promise<Buffer> => {
  const text = JSON.stringify(value)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: windowFor(text.length) }
  return compress(text, { params })
}

export const unpackJson = async (bytes: Buffer): Promise<string> =>
  (await decompress(bytes, { maxOutputLength: largestBytes })).toString()
