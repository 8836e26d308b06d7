import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ours = fileURLToPath(new URL('../../../.tools/redis/redis-server', import.meta.url))

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/**
 * The program to start a private Redis from, as a full path: `valkey-server` or `redis-server` from PATH, else the one that set-up
 * unpacked for this project. Undefined where there is none. Never a server that happens to be running.
 */
export const findRedisServer = (path: string = process.env['PATH'] ?? ''): string | undefined => {
  const folders = path.split(delimiter).filter((folder) => folder !== '')
  const onPath = ['valkey-server', 'redis-server'].flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ours].find(isProgram)
}
