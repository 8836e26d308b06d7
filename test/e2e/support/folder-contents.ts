import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Searched } from './find-leaks.ts'

/** Every file below a folder, as it stands. */
export const folderContents = (what: string, folder: string): readonly Searched[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ place: `${what} ${relative(folder, file)}`, bytes: readFileSync(file) }))
