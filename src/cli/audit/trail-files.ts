import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readConfigFile } from '../../config/read-config-file.ts'
import { failure } from '../failure.ts'
import { unreadableOf } from '../unreadable-of.ts'

const usualDir = './data/audit'

/** The folder that is asked for, else that of the configuration in the environment, else the usual one. */
const trailDir = (asked: string | undefined): string | undefined => {
  const config = process.env['EDGEKV_CHATOPS_CONFIG'] ?? ''
  if (asked !== undefined || config === '') return asked ?? usualDir
  const read = readConfigFile(config, (path) => readFileSync(path))
  return read.ok ? read.file.audit.dir : undefined
}

const namesIn = async (dir: string): Promise<readonly string[] | undefined> => {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => undefined)
  return entries?.filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl')).map(({ name }) => name)
}

/**
 * The trail's files, oldest month first. 1, with the reason on standard error, where there is no such folder, none of
 * its files is a trail's, or one cannot be read: papers of a part of a trail would look whole.
 */
export const trailFiles = async (asked: string | undefined): Promise<readonly string[] | 1> => {
  const dir = trailDir(asked)
  if (dir === undefined)
    return failure(
      'EDGEKV_CHATOPS_CONFIG cannot be read: correct it (`config check` says how), or name the folder with --dir.',
    )
  const names = await namesIn(dir)
  if (names === undefined) return failure(`There is no folder ${dir} that can be read.`)
  if (names.length === 0) return failure(`There is no trail in ${dir}: none of its files ends in .jsonl.`)
  const files = names.map((name) => join(dir, name)).sort()
  const [unreadable] = await unreadableOf(files)
  return unreadable === undefined ? files : failure(`${unreadable} cannot be read.`)
}
