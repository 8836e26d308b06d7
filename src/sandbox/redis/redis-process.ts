import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { watchOver } from './watchdog.ts'

const startLimitMs = 20_000
const stopLimitMs = 10_000

/** One run of a server: from its first answer to its end. */
export type RedisProcess = {
  readonly pid: number
  /** SIGTERM, and SIGKILL where that is not enough; resolves when it has ended. */
  stop(): Promise<void>
  kill(): Promise<void>
}

/** How it went: `port taken` may be tried again on another port. */
export type Started =
  | { ok: true; process: RedisProcess }
  | { ok: false; reason: 'port taken' | 'failed'; output: string }

type Child = ChildProcessByStdio<null, Readable, null>

const hasEnded = (child: Child): boolean => child.exitCode !== null || child.signalCode !== null

const end = async (child: Child, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
  if (hasEnded(child)) return
  const exit = once(child, 'exit')
  child.kill(signal)
  const late = new AbortController()
  const tooLate = wait(stopLimitMs, 'too late', { signal: late.signal }).catch(() => undefined)
  if ((await Promise.race([exit, tooLate])) === 'too late') child.kill('SIGKILL')
  await exit
  late.abort()
}

/** Reads the server's own log until it is ready or has ended. Nobody else's answer on that port can be mistaken for it. */
const untilReady = async (child: Child): Promise<{ ready: boolean; output: string }> => {
  const lines: string[] = []
  const limit = setTimeout(() => child.kill('SIGKILL'), startLimitMs)
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line)
      if (line.includes('Ready to accept connections')) return { ready: true, output: '' }
    }
    return { ready: false, output: lines.slice(-5).join('\n') }
  } finally {
    clearTimeout(limit)
  }
}

const running = (child: Child, pid: number, temporary: string | undefined): RedisProcess => {
  const watchdog = watchOver(pid, temporary)
  child.once('exit', () => watchdog.dismiss())
  // Nobody reads on; an unread pipe would stop the server in the end.
  child.stdout.resume()
  return { pid, stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') }
}

/**
 * Starts a server and waits until it answers. It ends with this process, and then `temporary` is removed too.
 * In a session of its own: Ctrl-C at the terminal is for the bot, which wants to write to Redis before it stops.
 */
export const startProcess = async (
  program: string,
  args: readonly string[],
  temporary: string | undefined,
): Promise<Started> => {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
  await once(child, 'spawn')
  const { ready, output } = await untilReady(child)
  if (ready && child.pid !== undefined) return { ok: true, process: running(child, child.pid, temporary) }
  await end(child, 'SIGKILL')
  return { ok: false, reason: /in use|bind/i.test(output) ? 'port taken' : 'failed', output }
}
