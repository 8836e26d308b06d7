import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { changeSettings } from './world/account-settings.ts'
import { type WorldSeed, worldSeed } from './world/world-types.ts'

const jsonIn = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${path} is no JSON.`)
  }
}

const checkSettings = ({ accounts }: WorldSeed, path: string): void => {
  for (const { name, settings } of accounts) {
    try {
      changeSettings(undefined, settings)
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error
      throw new Error(`${path} is no world: the settings of account ${name}: ${z.prettifyError(error)}`)
    }
  }
}

/** A world from a JSON file. Throws an Error that says in a line or two what is wrong with it. */
export const readSeed = async (path: string): Promise<WorldSeed> => {
  const read = worldSeed.safeParse(jsonIn(await readFile(path, 'utf8'), path))
  if (!read.success) throw new Error(`${path} is no world: ${z.prettifyError(read.error)}`)
  checkSettings(read.data, path)
  return read.data
}
