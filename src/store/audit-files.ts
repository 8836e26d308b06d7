import { type FileHandle, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChainHead } from '../core/audit/chain.ts'
import { parseEntry } from '../core/audit/parse-entry.ts'

const nameForm = /^audit-(\d{4}-\d{2})-(.+)\.jsonl$/
/** What is read of a file's end at first; a plan of hundreds of targets makes a longer line. */
const tailBytes = 256 * 1024
const longestLine = 8 * 1024 * 1024

/** One file of a trail: a month of one instance. */
export interface AuditFile {
  readonly path: string
  readonly month: string
  readonly instance: string
}

export const auditFileName = (month: string, instance: string): string => `audit-${month}-${instance}.jsonl`

/** The trail's files in a folder, oldest month first. */
export const auditFiles = async (dir: string): Promise<readonly AuditFile[]> => {
  const files = (await readdir(dir)).sort().flatMap((name) => {
    const [, month, instance] = nameForm.exec(name) ?? []
    return month === undefined || instance === undefined ? [] : [{ path: join(dir, name), month, instance }]
  })
  return files
}

/** The end of a file: its last whole entry, and how many bytes are whole lines. */
export interface FileEnd {
  readonly head?: ChainHead
  readonly wholeBytes: number
}

const lastEntry = (whole: string): ChainHead | undefined => {
  const line = whole.split('\n').findLast((text) => text !== '')
  const read = line === undefined ? undefined : parseEntry(line)
  return read?.ok ? { instance: read.entry.instance, seq: read.entry.seq, hash: read.entry.hash } : undefined
}

const readEnd = async (file: FileHandle, tail = tailBytes): Promise<FileEnd> => {
  const { size } = await file.stat()
  const length = Math.min(size, tail)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length)
  const end = buffer.subarray(0, bytesRead)
  const whole = end.lastIndexOf('\n') + 1
  const head = lastEntry(end.toString('utf8', 0, whole))
  if (head === undefined && length < size && tail < longestLine) return readEnd(file, tail * 4)
  return { wholeBytes: size - bytesRead + whole, ...(head === undefined ? {} : { head }) }
}

/** Reads the end of one file. */
export const fileEnd = async (path: string): Promise<FileEnd> => {
  const file = await open(path, 'r')
  try {
    return await readEnd(file)
  } finally {
    await file.close()
  }
}
