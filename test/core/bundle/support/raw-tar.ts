import { gzipSync } from 'node:zlib'

export interface RawEntry {
  readonly name: string | Uint8Array
  readonly body?: string | Uint8Array
  readonly type?: string
  readonly mode?: number
  readonly mtime?: number
  readonly size?: number
  readonly prefix?: string
  readonly link?: string
  readonly format?: 'ustar' | 'gnu' | 'v7'
  /** Changes the finished header, before its checksum is written. */
  readonly tweak?: (header: Buffer) => void
  readonly checksum?: number
}

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`

const magic = { ustar: 'ustar\x0000', gnu: 'ustar  \0', v7: '' }

const headerOf = (entry: RawEntry, length: number): Buffer => {
  const header = Buffer.alloc(512)
  Buffer.from(entry.name).copy(header, 0, 0, 100)
  header.write(octal(entry.mode ?? 0o644, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(entry.size ?? length, 12), 124)
  header.write(octal(entry.mtime ?? 1_700_000_000, 12), 136)
  header.write(entry.type ?? '0', 156)
  header.write(entry.link ?? '', 157)
  header.write(magic[entry.format ?? 'ustar'], 257, 'latin1')
  if (entry.prefix !== undefined) header.write(entry.prefix, 345)
  entry.tweak?.(header)
  header.write(' '.repeat(8), 148)
  const sum = entry.checksum ?? header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

/** One entry as it lies in an archive. */
export const rawEntry = (entry: RawEntry): Buffer => {
  const body = Buffer.from(entry.body ?? '')
  return Buffer.concat([headerOf(entry, body.length), body, Buffer.alloc((512 - (body.length % 512)) % 512)])
}

export const pax = (records: Readonly<Record<string, string>>, type = 'x'): RawEntry => ({
  name: 'PaxHeaders/x',
  type,
  body: Object.entries(records)
    .map(([keyword, value]) => {
      const rest = Buffer.byteLength(`${keyword}=${value}`) + 2
      let length = rest + 1
      while (String(length).length + rest !== length) length += 1
      return `${length} ${keyword}=${value}\n`
    })
    .join(''),
})

export const longName = (name: string): RawEntry => ({
  name: '././@LongLink',
  type: 'L',
  body: `${name}\0`,
  format: 'gnu',
})

/** An unpacked archive; `end` are the blocks behind the last entry. */
export const rawTar = (entries: readonly RawEntry[], end: Uint8Array = Buffer.alloc(1024)): Buffer =>
  Buffer.concat([...entries.map(rawEntry), end])

export const tgz = (entries: readonly RawEntry[], end?: Uint8Array): Buffer => gzipSync(rawTar(entries, end))
