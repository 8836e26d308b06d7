import { type Archive, type ArchiveEntry, contentOf, type Extension } from './archive-entry.ts'
import { writePaxRecords } from './pax-records.ts'
import { blockBytes, changedHeader } from './tar-header.ts'

const padding = (size: number): Buffer => Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes)

/** Akamai looks for root files by their plain name and does not find `./main.js`. */
const plainName = ({ kind, name, path }: ArchiveEntry): Buffer | undefined =>
  kind === 'file' && name !== path && !path.includes('/') ? Buffer.from(path) : undefined

const headerBlock = ({ tar }: Archive, at: number): Buffer => tar.subarray(at, at + blockBytes)

const extensionParts = (
  archive: Archive,
  extension: Extension,
  size: number,
  name: Buffer | undefined,
): readonly Uint8Array[] => {
  const isLong = extension.type === 'L'
  const replaced = extension.records.map(([keyword, value]): readonly [string, Buffer] => {
    if (keyword === 'path' && name !== undefined) return [keyword, name]
    return keyword === 'size' ? [keyword, Buffer.from(String(size))] : [keyword, value]
  })
  const longName = replaced[0]?.[1] ?? Buffer.alloc(0)
  const body = isLong ? Buffer.concat([longName, Buffer.alloc(1)]) : writePaxRecords(replaced)
  return [changedHeader(headerBlock(archive, extension.headerAt), body.length), body, padding(body.length)]
}

const changedEntry = (archive: Archive, entry: ArchiveEntry, content: Uint8Array): readonly Uint8Array[] => {
  const name = plainName(entry)
  const size = content.length
  const extensions = entry.extensions.flatMap((one) => extensionParts(archive, one, size, name))
  const inHeader = name === undefined || name.length > 100 ? undefined : name
  return [...extensions, changedHeader(headerBlock(archive, entry.headerAt), size, inHeader), content, padding(size)]
}

const startsAt = (entry: ArchiveEntry): number => entry.extensions[0]?.headerAt ?? entry.headerAt

const endsAt = ({ headerAt, size }: ArchiveEntry): number =>
  headerAt + blockBytes + Math.ceil(size / blockBytes) * blockBytes

/**
 * The archive with other contents in some files (by path), and with root files under their plain names. Every other
 * byte, extended headers, modes, times and order included, is copied as it is.
 */
export const spliceArchive = (archive: Archive, contents: ReadonlyMap<string, Uint8Array>): Buffer => {
  const parts: Uint8Array[] = []
  let copied = 0
  for (const entry of archive.entries) {
    const content = contents.get(entry.path)
    if (content === undefined && plainName(entry) === undefined) continue
    parts.push(archive.tar.subarray(copied, startsAt(entry)))
    parts.push(...changedEntry(archive, entry, content ?? contentOf(archive, entry)))
    copied = endsAt(entry)
  }
  parts.push(archive.tar.subarray(copied))
  return Buffer.concat(parts)
}
