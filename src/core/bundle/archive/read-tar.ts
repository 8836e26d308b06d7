import type { BundleLimits } from '../bundle-limits.ts'
import { archivePlace, problem, type Refusal, refuse, startOf } from '../problem.ts'
import type { ProblemCode } from '../problem-codes.ts'
import type { Archive, ArchiveEntry, Extension } from './archive-entry.ts'
import { entryName } from './entry-name.ts'
import { type PaxRecord, readPaxRecords } from './pax-records.ts'
import { blockBytes, readTarHeader, type TarHeader } from './tar-header.ts'

export type ReadTar = { readonly ok: true; readonly archive: Archive } | Refusal

const longestExtension = 65_536

const refusal = (code: ProblemCode, message: string, path?: string): Refusal =>
  refuse(problem(code, path === undefined ? archivePlace : startOf(path), message))

const unreadable: Readonly<Record<string, [ProblemCode, string]>> = {
  1: ['link-entry', 'The entry is a link.'],
  2: ['link-entry', 'The entry is a link.'],
  K: ['link-entry', 'The archive holds the name of a link.'],
  3: ['device-entry', 'The entry is a device.'],
  4: ['device-entry', 'The entry is a device.'],
  6: ['device-entry', 'The entry is a named pipe.'],
}

interface Block {
  readonly header: TarHeader
  readonly headerAt: number
  readonly body: Buffer
}

const blockAt = (tar: Buffer, headerAt: number): Block | Refusal => {
  if (headerAt + blockBytes > tar.length) return refusal('archive-truncated', 'The archive has no end mark.')
  const header = readTarHeader(tar.subarray(headerAt, headerAt + blockBytes))
  if (header === 'bad-checksum') return refusal(header, 'The checksum of a header is wrong.')
  if (header === 'bad-header') return refusal(header, 'A header has no valid size.')
  const bodyAt = headerAt + blockBytes
  if (bodyAt + header.size > tar.length) return refusal('archive-truncated', 'The archive ends inside of a file.')
  return { header, headerAt, body: tar.subarray(bodyAt, bodyAt + header.size) }
}

const extensionOf = ({ header, headerAt, body }: Block): Extension | Refusal => {
  if (header.size > longestExtension) return refusal('bad-header', 'An extended header is too long.')
  const place = { headerAt, size: header.size }
  if (header.type === 'L') {
    const end = body.indexOf(0)
    return { type: 'L', ...place, records: [['path', end < 0 ? body : body.subarray(0, end)]] }
  }
  const records = readPaxRecords(body)
  if (records === undefined) return refusal('bad-header', 'An extended header is malformed.')
  const banned = records.some(([word]) => word.startsWith('GNU.sparse') || (header.type === 'g' && changesEntry(word)))
  if (banned) return refusal('unsupported-entry', 'An extended header changes how files are read.')
  return { type: 'x', ...place, records }
}

const isExtension = ({ type }: TarHeader): boolean => ['x', 'g', 'L'].includes(type)

const changesEntry = (keyword: string): boolean => ['path', 'size', 'linkpath'].includes(keyword)

const lastRecord = (extensions: readonly Extension[], keyword: string): Buffer | undefined =>
  extensions.flatMap(({ records }): readonly PaxRecord[] => records).findLast(([word]) => word === keyword)?.[1]

/** Readers disagree on which of several extended headers counts, so these must not disagree themselves. */
const isAmbiguous = (extensions: readonly Extension[]): boolean => {
  const records = extensions.flatMap(({ records }): readonly PaxRecord[] => records)
  const paths = records.filter(([word]) => word === 'path').map(([, value]) => value.toString('latin1'))
  return new Set(paths).size > 1 || extensions.filter(({ type }) => type === 'x').length > 1
}

const entryOf = ({ header, headerAt }: Block, extensions: readonly Extension[]): ArchiveEntry | Refusal => {
  const named = entryName(lastRecord(extensions, 'path') ?? header.name)
  if (!named.ok) return refusal(named.code, named.message, named.shown || undefined)
  if (isAmbiguous(extensions)) return refusal('bad-header', 'The entry has several extended headers.', named.name)
  const fault = unreadable[header.type]
  if (fault !== undefined) return refusal(fault[0], fault[1], named.name)
  if (!['0', '5', '7'].includes(header.type))
    return refusal('unsupported-entry', 'The entry is of a kind that bundles do not have.', named.name)
  const told = lastRecord(extensions, 'size')?.toString('latin1')
  if (told !== undefined && told !== String(header.size))
    return refusal('bad-header', 'The entry has two different sizes.', named.name)
  const kind = header.type === '5' || named.name.endsWith('/') ? 'folder' : 'file'
  if (kind === 'folder' ? header.size > 0 : named.path === '')
    return refusal('bad-header', 'The entry is neither a file nor a folder.', named.name)
  return { path: named.path, name: named.name, kind, headerAt, size: header.size, extensions }
}

const padded = (size: number): number => Math.ceil(size / blockBytes) * blockBytes

const isZero = (bytes: Buffer): boolean => {
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] !== 0) return false
  return true
}

const endedAt = (tar: Buffer, entries: readonly ArchiveEntry[], end: number): ReadTar => {
  if (!isZero(tar.subarray(end))) return refusal('trailing-data', 'Something follows the end of the archive.')
  if (tar.length - end < 2 * blockBytes) return refusal('archive-truncated', 'The end mark of the archive is cut.')
  return { ok: true, archive: { tar, entries, end } }
}

const isRefusal = (result: object): result is Refusal => 'ok' in result

/**
 * Reads ustar, pax and GNU long names. One pass over the headers, nothing is copied; whatever another reader could
 * understand differently is refused: links, devices, unknown kinds, doubled names, sizes that disagree.
 */
export const readTar = (tar: Buffer, limits: BundleLimits): ReadTar => {
  const entries: ArchiveEntry[] = []
  const paths = new Set<string>()
  let extensions: Extension[] = []
  let count = 0
  let at = 0
  while (tar[at] !== 0 || !isZero(tar.subarray(at, at + blockBytes))) {
    const block = blockAt(tar, at)
    if (isRefusal(block)) return block
    count += 1
    if (count > limits.maxEntries) return refusal('too-many-entries', `More than ${limits.maxEntries} entries.`)
    if (isExtension(block.header)) {
      const extension = extensionOf(block)
      if (isRefusal(extension)) return extension
      if (block.header.type !== 'g') extensions.push(extension)
      else if (extensions.length > 0)
        return refusal('bad-header', 'A global header stands between a header and its entry.')
    } else {
      const entry = entryOf(block, extensions)
      if (isRefusal(entry)) return entry
      if (paths.has(entry.path)) return refusal('duplicate-name', 'The bundle has this name twice.', entry.path || './')
      paths.add(entry.path)
      entries.push(entry)
      extensions = []
    }
    at += blockBytes + padded(block.header.size)
  }
  if (extensions.length > 0) return refusal('archive-truncated', 'An extended header has no entry.')
  return endedAt(tar, entries, at)
}
