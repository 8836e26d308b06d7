import { gzipSync } from 'node:zlib'
import { blockBytes, type TarFile } from './tar-file.ts'

/** A gzip'ed ustar archive of the files, in their order. The same files give the same bytes. */
export const packBundle = (files: readonly TarFile[]): Uint8Array => {
  const parts = files.flatMap((file) => [headerOf(file), file.bytes, paddingOf(file.bytes.length)])
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]), { level: 6 })
}

export const textFile = (path: string, text: string): TarFile => ({ path, mode: 0o644, bytes: Buffer.from(text) })

const paddingOf = (size: number): Uint8Array => Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes)

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`

const headerOf = (file: TarFile): Uint8Array => {
  const header = Buffer.alloc(blockBytes)
  header.write(file.path, 0, 100)
  header.write(octal(file.mode, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(file.bytes.length, 12), 124)
  header.write(octal(1_700_000_000, 12), 136)
  header.write('        ', 148)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}
