import { open } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'

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

/** Reads a file or pipe, of an endless one no more than `most` bytes and one, which tells that there is more. */
export const readFileUpTo = async (path: string, most: number): Promise<ReadFile> => {
  try {
    await using file = await open(path, 'r')
    return { ok: true, bytes: await buffer(file.createReadStream({ autoClose: false, end: most })) }
  } catch (error) {
    return { ok: false, sentence: `${path} cannot be read: ${reasonOf(error)}.` }
  }
}
