import { open } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { reasonOf } from '../reason-of.ts'

export type ReadFile =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly sentence: string }

/** Reads a file or pipe, of an endless one no more than `most` bytes and one, which tells that there is more. */
export const readFileUpTo = async (path: string, most: number): Promise<ReadFile> => {
  try {
    await using file = await open(path, 'r')
    return { ok: true, bytes: await buffer(file.createReadStream({ autoClose: false, end: most })) }
  } catch (error) {
    return { ok: false, sentence: `${path} cannot be read: ${reasonOf(error, 'read')}.` }
  }
}
