import { crc32 } from 'node:zlib'

/** `dataAt`: where the packed data of a gzip member starts. */
export type GzipHeader = { readonly dataAt: number } | 'no-gzip' | 'cut' | 'damaged'

const flag = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const

const afterZero = (bytes: Uint8Array, at: number): number => {
  const zero = bytes.indexOf(0, at)
  return zero < 0 ? Number.POSITIVE_INFINITY : zero + 1
}

/** Reads the header of a gzip member (RFC 1952), whose optional parts are skipped. */
export const readGzipHeader = (bytes: Uint8Array): GzipHeader => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return 'no-gzip'
  const [, , method, flags, , , , , , , low = 0, high = 0] = bytes.subarray(0, 12)
  if (method === undefined || flags === undefined) return 'cut'
  if (method !== 8 || (flags & flag.reserved) !== 0) return 'damaged'
  let at = 10
  if (flags & flag.extra) at += 2 + low + high * 256
  if (flags & flag.name) at = afterZero(bytes, at)
  if (flags & flag.comment) at = afterZero(bytes, at)
  const crcAt = at
  if (flags & flag.headerCrc) at += 2
  if (at > bytes.length) return 'cut'
  const told = (bytes[crcAt] ?? 0) + (bytes[crcAt + 1] ?? 0) * 256
  const isWrong = (flags & flag.headerCrc) !== 0 && told !== (crc32(bytes.subarray(0, crcAt)) & 0xffff)
  return isWrong ? 'damaged' : { dataAt: at }
}
