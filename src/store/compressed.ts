import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)

/** No scan comes near this; it bounds what a broken value may do. */
const largestBytes = 256 * 1024 * 1024

/** JSON, small. Fast rather than smallest: it is written at every scan. */
export const packJson = (value: unknown): Promise<Buffer> =>
  compress(JSON.stringify(value), { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })

export const unpackJson = async (bytes: Buffer): Promise<string> =>
  (await decompress(bytes, { maxOutputLength: largestBytes })).toString()
