import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRedisServer } from './find-redis-server.ts'
import { freePort } from './free-port.ts'
import { type RedisProcess, startProcess } from './redis-process.ts'

/** A private Redis on 127.0.0.1. */
export type PrivateRedis = {
  /** `redis://127.0.0.1:PORT`; the same after a restart. */
  readonly url: string
  readonly port: number
  /** Where its append-only file is. */
  readonly dir: string
  /** The server's process; another one after a restart. */
  readonly pid: number
  /** Ends it, as a service manager would, and removes the folder if it was ours. */
  close(): Promise<void>
  /** SIGKILL: what was written stays in the folder for `restart`. */
  kill(): Promise<void>
  /** Ends it where it still runs and starts it again on the same port and folder. */
  restart(): Promise<void>
}

/** Everything has a default. */
export type RedisOptions = {
  /** Kept on close. Default: a temporary folder. */
  dir?: string
  /** Default: a free one. */
  port?: number
  /** Default: true. */
  appendonly?: boolean
  /** When the append-only file is synced. Default: `always`; each answer means that the write is on disk. */
  appendfsync?: 'always' | 'everysec'
}

const tries = 10

const flags = (dir: string, port: number, options: RedisOptions): string[] =>
  Object.entries({
    bind: '127.0.0.1',
    port: String(port),
    dir,
    appendonly: options.appendonly === false ? 'no' : 'yes',
    appendfsync: options.appendfsync ?? 'always',
    'maxmemory-policy': 'noeviction',
    save: '',
    daemonize: 'no',
    logfile: '',
  }).flatMap(([name, value]) => [`--${name}`, value])

type Place = { program: string; dir: string; temporary: string | undefined; options: RedisOptions }

const startOn = (place: Place, port: number) =>
  startProcess(place.program, flags(place.dir, port, place.options), place.temporary)

/** A free port may be somebody else's by the time the server asks for it: then another is tried, unless it was asked for. */
const startSomewhere = async (place: Place): Promise<{ port: number; process: RedisProcess }> => {
  let output = ''
  for (let n = 0; n < (place.options.port === undefined ? tries : 1); n++) {
    const port = place.options.port ?? (await freePort())
    const started = await startOn(place, port)
    if (started.ok) return { port, process: started.process }
    output = started.output
    if (started.reason !== 'port taken') break
  }
  throw new Error(`The private Redis did not start: ${output}`)
}

const server = (place: Place, port: number, first: RedisProcess): PrivateRedis => {
  let current = first
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    dir: place.dir,
    get pid() {
      return current.pid
    },
    async close() {
      await current.stop()
      if (place.temporary !== undefined) await rm(place.temporary, { recursive: true, force: true })
    },
    kill: () => current.kill(),
    async restart() {
      await current.stop()
      const started = await startOn(place, port)
      if (!started.ok) throw new Error(`The private Redis did not start again: ${started.output}`)
      current = started.process
    },
  }
}

/**
 * Starts a Redis of our own on 127.0.0.1: append-only file, `noeviction`, a free port and a temporary folder unless told otherwise.
 * It ends with this process at the latest, however that ends. Throws where no Redis program is found or it does not start.
 */
export const startRedis = async (options: RedisOptions = {}): Promise<PrivateRedis> => {
  const program = findRedisServer()
  if (program === undefined) throw new Error('No Redis server is installed. Run `npm run set-up` first.')
  const temporary = options.dir === undefined ? await mkdtemp(join(tmpdir(), 'edgekv-chatops-redis-')) : undefined
  const place = { program, dir: options.dir ?? temporary ?? '.', temporary, options }
  try {
    const { port, process } = await startSomewhere(place)
    return server(place, port, process)
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true })
    throw error
  }
}
