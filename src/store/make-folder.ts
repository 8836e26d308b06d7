import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}

const makeOne = async (dir: string): Promise<void> => {
  try {
    await mkdir(dir, { mode: 0o750 })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' || !(await isFolder(dir))) throw error
  }
}

/**
 * Makes a folder and those that it stands in, where they are missing; for the group to read, and for nobody else. Not by the
 * recursion of Node's `mkdir`, which never ends where a file system takes no folders (`/proc`). Throws what `mkdir` throws.
 */
export const makeFolder = async (dir: string): Promise<void> => {
  try {
    await makeOne(dir)
  } catch (error) {
    const parent = dirname(dir)
    if (codeOf(error) !== 'ENOENT' || parent === dir || (await isFolder(parent))) throw error
    await makeFolder(parent)
    await makeOne(dir)
  }
}
