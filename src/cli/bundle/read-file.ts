import { open } from 'node:fs/promises'

export type ReadFile =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly sentence: string }

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'reading it is not allowed',
}

export const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return reasons[code] ?? `error ${code}`
}

/** Reads a file of at most `most` bytes; the size is checked before anything is read. */
export const readFileUpTo = async (path: string, most: number): Promise<ReadFile> => {
  try {
    await using file = await open(path, 'r')
    const stats = await file.stat()
    if (stats.isDirectory()) return { ok: false, sentence: `${path} cannot be read: it is a folder.` }
    if (stats.size > most) return { ok: false, sentence: `${path} has more than ${most} bytes.` }
    return { ok: true, bytes: await file.readFile() }
  } catch (error) {
    return { ok: false, sentence: `${path} cannot be read: ${reasonOf(error)}.` }
  }
}
