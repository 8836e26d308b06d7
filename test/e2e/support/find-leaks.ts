import { readingsOf } from './readings-of.ts'

/** One thing that was kept or sent, by the name of its place. */
export interface Searched {
  readonly place: string
  readonly bytes: Buffer
}

const pieceLength = 16

/** Whoever shows 31 characters on end of a secret, shows one of these whole. */
const piecesOf = (part: string): readonly string[] =>
  Array.from({ length: Math.floor(part.length / pieceLength) }, (_, n) =>
    part.slice(n * pieceLength, (n + 1) * pieceLength),
  )

/** The header of a JWT is the same in all of them, and no secret; its payload and its signature are, each alone. */
const partsOf = (secret: string): readonly string[] => {
  const parts = secret.split('.')
  return parts.length === 3 ? parts.slice(1) : [secret]
}

/** The places in which a piece of any of the secrets stands: plain, compressed, encoded, or all of that. */
export const findLeaks = (all: readonly Searched[], secrets: readonly string[]): readonly string[] => {
  const pieces = [...new Set(secrets.flatMap(partsOf).flatMap(piecesOf))].map((piece) => Buffer.from(piece))
  const holds = (bytes: Buffer): boolean => pieces.some((piece) => bytes.includes(piece))
  return all.filter(({ bytes }) => readingsOf(bytes).some(holds)).map(({ place }) => place)
}
