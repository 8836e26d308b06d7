import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

/** One thing that was kept or sent, by the name of its place. */
export interface Searched {
  readonly place: string
  readonly bytes: Buffer
}

const unpackers = [gunzipSync, inflateSync, inflateRawSync, brotliDecompressSync]

const unpacked = (bytes: Buffer): readonly Buffer[] =>
  unpackers.flatMap((unpack) => {
    try {
      return [unpack(bytes, { maxOutputLength: 50_000_000 })]
    } catch {
      return []
    }
  })

/** A part of a secret gives it away as well: of a JWT the signature is enough to look for, and its payload. */
const partsOf = (secret: string): readonly string[] => [
  secret,
  ...secret.split('.').filter((part) => part.length >= 20),
]

const formsOf = (secret: string): readonly string[] =>
  partsOf(secret).flatMap((part) => [part, Buffer.from(part).toString('base64').replace(/=+$/, '')])

/** The header of a JWT is the same in all of them, and no secret. */
const isSecret = (form: string): boolean => !form.startsWith('eyJ') || form.length > 100

/** The places in which any of the secrets stands: plain, in part, in base64, or compressed. */
export const findLeaks = (all: readonly Searched[], secrets: readonly string[]): readonly string[] => {
  const needles = [...new Set(secrets.flatMap(formsOf))].filter(isSecret).map((form) => Buffer.from(form))
  const holds = (bytes: Buffer): boolean => needles.some((needle) => bytes.includes(needle))
  return all.filter(({ bytes }) => holds(bytes) || unpacked(bytes).some(holds)).map(({ place }) => place)
}
