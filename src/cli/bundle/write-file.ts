import { randomUUID } from 'node:crypto'
import { lstat, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { reasonOf } from '../reason-of.ts'

const mode = 0o644

/** True when both paths lead to one file, by links too. */
const isSameFile = async (a: string, b: string): Promise<boolean> => {
  const [one, other] = await Promise.all([a, b].map((path) => stat(path).catch(() => undefined)))
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev
}

/** True for a device, pipe or socket: a new file must not take its place. */
const isSpecial = async (path: string): Promise<boolean> => {
  const found = await lstat(path).catch(() => undefined)
  return found !== undefined && !found.isFile() && !found.isDirectory() && !found.isSymbolicLink()
}

/** Refuses an output that is the input by another path (only the same path says that it is meant), and devices. */
export const outputProblem = async (input: string, output: string): Promise<string | undefined> => {
  if (await isSpecial(output)) return `${output} is no plain file. Name the file to write.`
  return resolve(input) !== resolve(output) && (await isSameFile(input, output))
    ? `${output} is the input ${input} by another path. To replace it, name it by the same path.`
    : undefined
}

/** Writes the whole file or nothing: a new file beside it, synced, takes its place. The problem as a sentence, if any. */
export const writeWhole = async (path: string, bytes: Uint8Array): Promise<string | undefined> => {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`)
  try {
    await using file = await open(temporary, 'wx', mode)
    await file.writeFile(bytes)
    await file.chmod(mode)
    await file.sync()
    await rename(temporary, path)
    return undefined
  } catch (error) {
    await rm(temporary, { force: true })
    return `${path} cannot be written: ${reasonOf(error, 'write')}.`
  }
}
