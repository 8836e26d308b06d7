import { readFile } from 'node:fs/promises'
import { type WorldSeed, worldSeed } from './world/world-types.ts'

/** A world from a JSON file. Throws an Error that says what is wrong with it. */
export const readSeed = async (path: string): Promise<WorldSeed> =>
  worldSeed.parse(JSON.parse(await readFile(path, 'utf8')))
