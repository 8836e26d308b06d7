import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type WorldSeed, worldSeed } from './world/world-types.ts'

/** A world from a JSON file. Throws an Error that says in a line or two what is wrong with it. */
export const readSeed = async (path: string): Promise<WorldSeed> => {
  const read = worldSeed.safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (!read.success) throw new Error(`${path} is no world: ${z.prettifyError(read.error)}`)
  return read.data
}
