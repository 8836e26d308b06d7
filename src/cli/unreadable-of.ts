import { access, constants, stat } from 'node:fs/promises'

const isReadable = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.R_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

/** Those of the paths that are no files, or none that this user may read. */
export const unreadableOf = async (paths: readonly string[]): Promise<readonly string[]> => {
  const readable = await Promise.all(paths.map(isReadable))
  return paths.filter((_, index) => readable[index] === false)
}
