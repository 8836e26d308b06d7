import { blockBytes, type TarFile, type Unpacked } from './tar-file.ts'

interface Header {
  readonly path: string
  readonly mode: number
  readonly size: number
  readonly type: string
}

const refused = (message: string): Unpacked => ({ kind: 'refused', type: 'INVALID_TAR_ARCHIVE', message })

/** Reads regular files; long names in pax and GNU form are understood, links and devices are refused. */
export const readTar = (tar: Uint8Array): Unpacked => {
  const bytes = Buffer.from(tar.buffer, tar.byteOffset, tar.byteLength)
  const files: TarFile[] = []
  let longPath: string | undefined
  let at = 0
  while (at + blockBytes <= bytes.length) {
    const block = bytes.subarray(at, at + blockBytes)
    if (block.every((byte) => byte === 0)) return { kind: 'files', files, unpackedBytes: sizeOf(files) }
    const header = readHeader(block)
    if (header === undefined) return refused(`unreadable header at byte ${at}`)
    const body = bytes.subarray(at + blockBytes, at + blockBytes + header.size)
    if (body.length < header.size) return refused('the archive is cut off')
    at += blockBytes + Math.ceil(header.size / blockBytes) * blockBytes
    if (isExtension(header.type)) longPath = longPathOf(header.type, body) ?? longPath
    else {
      const file = fileOf(header, longPath, body)
      if (file === 'forbidden') return refused(`${header.path} is not a regular file with a plain path`)
      if (file !== 'folder') files.push(file)
      longPath = undefined
    }
  }
  return refused('the archive has no end')
}

const sizeOf = (files: readonly TarFile[]): number => files.reduce((total, file) => total + file.bytes.length, 0)

const textOf = (field: Buffer): string => {
  const end = field.indexOf(0)
  return field.subarray(0, end < 0 ? field.length : end).toString('utf8')
}

const numberOf = (field: Buffer): number => Number.parseInt(textOf(field).trim() || '0', 8)

const readHeader = (block: Buffer): Header | undefined => {
  const stored = numberOf(block.subarray(148, 156))
  const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0)
  if (stored !== sum) return undefined
  const prefix = textOf(block.subarray(257, 262)) === 'ustar' ? textOf(block.subarray(345, 500)) : ''
  const name = textOf(block.subarray(0, 100))
  const header = {
    path: prefix === '' ? name : `${prefix}/${name}`,
    mode: numberOf(block.subarray(100, 108)),
    size: numberOf(block.subarray(124, 136)),
    type: String.fromCharCode(block[156] ?? 0),
  }
  return Number.isInteger(header.size) && header.size >= 0 ? header : undefined
}

const isExtension = (type: string): boolean => type === 'x' || type === 'g' || type === 'L' || type === 'K'

const longPathOf = (type: string, body: Buffer): string | undefined => {
  if (type === 'L') return textOf(body)
  if (type !== 'x') return undefined
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(body.toString('utf8'))?.[1]
}

const fileOf = (header: Header, longPath: string | undefined, body: Buffer): TarFile | 'folder' | 'forbidden' => {
  const path = longPath ?? header.path
  if (path.startsWith('/') || path.split('/').includes('..')) return 'forbidden'
  if (header.type === '5') return 'folder'
  if (header.type !== '0' && header.type !== '\0' && header.type !== '7') return 'forbidden'
  return { path, mode: header.mode, bytes: body }
}
