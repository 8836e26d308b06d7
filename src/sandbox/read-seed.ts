import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type WorldSeed, worldSeed } from './world/world-types.ts'

const jsonIn = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${path} is no JSON.`)
  }
}

/** A world from a JSON file. Throws an Error that says in a line or two what is wrong with it. */
export const readSeed = async (path: string): Promise<WorldSeed> => {
  const read = worldSeed.safeParse(jsonIn(await readFile(path, 'utf8'), path))
  if (!read.success) throw new Error(`${path} is no world: ${z.prettifyError(read.error)}`)
  return read.data
}
