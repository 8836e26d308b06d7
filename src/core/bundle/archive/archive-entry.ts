import type { PaxRecord } from './pax-records.ts'

/** A header that extends the next entry: pax (`x`) or a GNU long name (`L`). Offsets are into the unpacked archive. */
export interface Extension {
  readonly type: 'x' | 'L'
  readonly headerAt: number
  readonly size: number
  readonly records: readonly PaxRecord[]
}

/** A file or folder of the archive. `path` is the plain form of `name`: no `./`, no final slash. */
export interface ArchiveEntry {
  readonly path: string
  readonly name: string
  readonly kind: 'file' | 'folder'
  readonly headerAt: number
  readonly size: number
  readonly extensions: readonly Extension[]
}

/** An unpacked archive and where its entries lie in it. `end`: where the final zero blocks start. */
export interface Archive {
  readonly tar: Buffer
  readonly entries: readonly ArchiveEntry[]
  readonly end: number
}

/** A file's contents: a view of the archive, no copy. */
export const contentOf = (archive: Archive, entry: ArchiveEntry): Buffer =>
  archive.tar.subarray(entry.headerAt + 512, entry.headerAt + 512 + entry.size)

export const filesOf = (archive: Archive): readonly ArchiveEntry[] =>
  archive.entries.filter((entry) => entry.kind === 'file')

/** The last part of a path. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
