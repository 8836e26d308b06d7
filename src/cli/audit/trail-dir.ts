import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readConfigFile } from '../../config/read-config-file.ts'

const usualDir = './data/audit'

/** The folder that is asked for, else that of the configuration in the environment, else the usual one. */
export const trailDir = (asked: string | undefined): string => {
  const config = process.env['EDGEKV_CHATOPS_CONFIG']
  if (asked !== undefined || config === undefined) return asked ?? usualDir
  const read = readConfigFile(config, (path) => readFileSync(path))
  return read.ok ? read.file.audit.dir : usualDir
}

/** The trail's files of a folder, oldest month first; undefined where there is no folder that can be read. */
export const trailFiles = async (dir: string): Promise<readonly string[] | undefined> => {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => undefined)
  return entries
    ?.filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl'))
    .map(({ name }) => join(dir, name))
    .sort()
}
