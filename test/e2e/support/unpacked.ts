import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from 'node:zlib'

const most = 50_000_000
/** What was cut short gives what there is of it. */
const inflating = { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH }

const tried = (unpack: () => Buffer): readonly Buffer[] => {
  try {
    return [unpack()]
  } catch {
    return []
  }
}

const raw = (bytes: Buffer) => tried(() => inflateRawSync(bytes, inflating))

const placesOf = (bytes: Buffer, ...mark: readonly number[]): readonly number[] => {
  const wanted = Buffer.from(mark)
  const places: number[] = []
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) places.push(at)
  return places
}

/** Where the contents begin behind a gzip header, which may hold a name and a comment. */
const behindHeader = (bytes: Buffer, at: number): number => {
  const flags = bytes[at + 3] ?? 0
  let place = at + 10
  if ((flags & 4) !== 0 && place + 2 <= bytes.length) place += 2 + bytes.readUInt16LE(place)
  for (const text of [8, 16]) if ((flags & text) !== 0) place = bytes.indexOf(0, place) + 1
  return (flags & 2) === 0 ? place : place + 2
}

/** Taken apart by hand: Node's own reader refuses what something else follows. */
const gzipped = (bytes: Buffer): readonly Buffer[] =>
  placesOf(bytes, 0x1f, 0x8b, 0x08).flatMap((at) => raw(bytes.subarray(behindHeader(bytes, at))))

const deflated = (bytes: Buffer): readonly Buffer[] =>
  [0x01, 0x5e, 0x9c, 0xda]
    .flatMap((level) => placesOf(bytes, 0x78, level))
    .flatMap((at) => tried(() => inflateSync(bytes.subarray(at), inflating)))

const zipped = (bytes: Buffer): readonly Buffer[] =>
  placesOf(bytes, 0x50, 0x4b, 0x03, 0x04)
    .filter((at) => at + 30 <= bytes.length)
    .flatMap((at) => raw(bytes.subarray(at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28))))

/** Everything that is compressed in these bytes, wherever it begins; what has no mark of its own only as a whole. */
export const unpacked = (bytes: Buffer): readonly Buffer[] => [
  ...gzipped(bytes),
  ...deflated(bytes),
  ...zipped(bytes),
  ...raw(bytes),
  ...tried(() => brotliDecompressSync(bytes, { maxOutputLength: most })),
]
