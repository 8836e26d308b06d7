import { constants, crc32, deflateRaw } from 'node:zlib'

/** Parts are packed side by side. The size decides the bytes that come out, so it never depends on the machine. */
const partBytes = 524_288
const windowBytes = 32_768
const chunkSize = 262_144

/** zlib's largest tables of what was seen: a little smaller and faster than its default at every level. */
const memLevel = 9

/** Magic, method, no flags, no time, no level; the system is "unknown", so that all systems write the same. */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])

/** A part starts with the window that the part before it leaves behind, and ends at a byte without ending the stream. */
const packPart = (bytes: Uint8Array, start: number, level: number): Promise<Buffer> => {
  const end = start + partBytes
  const isLast = end >= bytes.length
  const options = {
    level,
    memLevel,
    chunkSize,
    finishFlush: isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
    ...(start === 0 ? {} : { dictionary: bytes.subarray(start - windowBytes, start) }),
  }
  return new Promise((resolve, reject) => {
    deflateRaw(bytes.subarray(start, end), options, (error, packed) => (error ? reject(error) : resolve(packed)))
  })
}

const trailer = (bytes: Uint8Array): Buffer => {
  const end = Buffer.alloc(8)
  end.writeUInt32LE(crc32(bytes), 0)
  end.writeUInt32LE(bytes.length % 2 ** 32, 4)
  return end
}

/** Packs as one gzip member in the thread pool, on as many cores as there are. The same bytes give the same result. */
export const zip = async (bytes: Uint8Array, level: number): Promise<Uint8Array> => {
  const starts = Array.from({ length: Math.max(1, Math.ceil(bytes.length / partBytes)) }, (_, n) => n * partBytes)
  const parts = await Promise.all(starts.map((start) => packPart(bytes, start, level)))
  return Buffer.concat([header, ...parts, trailer(bytes)])
}
