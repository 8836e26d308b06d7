import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../../src/main.ts', import.meta.url))

/** A worker as operators start it: a process of its own. */
export interface WorkerProcess {
  readonly pid: number
  /** Resolves once it works; throws with its last lines when it ended before that. */
  readonly ready: Promise<void>
  readonly exited: Promise<void>
  isAlive(): boolean
  /** Its log so far; one JSON line each. */
  log(): readonly string[]
  kill(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void
  /** SIGKILL, whatever it is doing, and waits for its end. */
  end(): Promise<void>
}

const keptLines = 400

/** Starts `start --role worker` with exactly this environment. */
export const startWorkerProcess = (env: Readonly<Record<string, string>>): WorkerProcess => {
  const child = spawn(process.execPath, [main, 'start', '--role', 'worker'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const lines: string[] = []
  const exited = once(child, 'exit').then(() => undefined)
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line)
      if (lines.length > keptLines) lines.shift()
      if (line.includes('"msg":"ready"')) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`the worker ended: ${lines.slice(-5).join('\n')}`)))
  })
  ready.catch(() => undefined)
  return {
    pid: child.pid ?? 0,
    ready,
    exited,
    isAlive,
    log: () => lines,
    kill: (signal) => void child.kill(signal),
    end: async () => {
      if (isAlive()) child.kill('SIGKILL')
      await exited
    },
  }
}
