export const blockBytes = 512

/** The fields of one tar header block that this program reads. `name` is the raw bytes, prefix included. */
export interface TarHeader {
  readonly name: Uint8Array
  readonly size: number
  readonly type: string
}

export type HeaderResult = TarHeader | 'bad-checksum' | 'bad-header'

const checksumAt = 148
const checksumBytes = 8
const space = 32

const ascii = (block: Buffer, at: number, length: number): string => block.toString('latin1', at, at + length)

const isUstar = (block: Buffer): boolean => ascii(block, 257, 6) === 'ustar\0'

const octal = (text: string): number | undefined => {
  const match = /^ *([0-7]+)[ \0]*$/.exec(text)
  return match?.[1] === undefined ? undefined : Number.parseInt(match[1], 8)
}

/** Numbers are octal text; GNU writes large ones in base 256 with the top bit set. */
const numberAt = (block: Buffer, at: number, length: number): number | undefined => {
  if (block[at] !== 0x80) return octal(ascii(block, at, length))
  if (block.subarray(at + 1, at + length - 6).some((byte) => byte !== 0)) return undefined
  return block.readUIntBE(at + length - 6, 6)
}

const sumOf = (block: Buffer, signed: boolean): number => {
  let sum = 0
  for (let at = 0; at < blockBytes; at += 1) {
    const inChecksum = at >= checksumAt && at < checksumAt + checksumBytes
    const byte = inChecksum ? space : (block[at] ?? 0)
    sum += signed && byte > 127 ? byte - 256 : byte
  }
  return sum
}

const untilZero = (bytes: Buffer): Buffer => {
  const end = bytes.indexOf(0)
  return end < 0 ? bytes : bytes.subarray(0, end)
}

/** ustar splits long names into prefix and name; the old GNU format keeps other things where the prefix is. */
const rawName = (block: Buffer): Uint8Array => {
  const name = untilZero(block.subarray(0, 100))
  const prefix = isUstar(block) ? untilZero(block.subarray(345, 500)) : block.subarray(0, 0)
  if (prefix.length === 0) return name
  const whole = new Uint8Array(prefix.length + 1 + name.length)
  whole.set(prefix)
  whole[prefix.length] = 47
  whole.set(name, prefix.length + 1)
  return whole
}

/** Reads a header block. Old writers summed signed bytes; both sums are accepted. */
export const readTarHeader = (block: Buffer): HeaderResult => {
  const told = octal(ascii(block, checksumAt, checksumBytes))
  if (told === undefined || (told !== sumOf(block, false) && told !== sumOf(block, true))) return 'bad-checksum'
  const size = numberAt(block, 124, 12)
  const type = ascii(block, 156, 1)
  return size === undefined ? 'bad-header' : { name: rawName(block), size, type: type === '\0' ? '0' : type }
}

const field = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')

/** A copy of the header with another size (and, when given, another name of at most 100 bytes), all else as it was. */
export const changedHeader = (block: Buffer, size: number, name?: Uint8Array): Uint8Array => {
  const copy = Uint8Array.from(block)
  const write = (text: string, at: number): void => {
    for (let i = 0; i < text.length; i += 1) copy[at + i] = text.charCodeAt(i)
  }
  if (name !== undefined) {
    copy.fill(0, 0, 100).set(name)
    if (isUstar(block)) copy.fill(0, 345, 500)
  }
  write(`${field(size, 11)}\0`, 124)
  write(' '.repeat(checksumBytes), checksumAt)
  write(
    `${field(
      copy.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    checksumAt,
  )
  return copy
}
