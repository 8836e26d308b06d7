import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findRedisServer } from '../../src/sandbox/redis/find-redis-server.ts'
import { processesOf, type RunningProcess } from './processes-of.ts'

const graceMs = 5000

/** What still runs once everything had its time to end; killed, so that one run leaves nothing to the next. */
const leftOver = async (entry: string): Promise<readonly RunningProcess[]> => {
  const until = Date.now() + graceMs
  // Vitest's own helpers are children of this process; what tests started is not.
  const isOurs = ({ pid, parent }: RunningProcess) => pid !== process.pid && parent !== process.pid
  while (processesOf(entry).some(isOurs) && Date.now() < until) await wait(100)
  const left = processesOf(entry).filter(isOurs)
  for (const { pid } of left) process.kill(pid, 'SIGKILL')
  return left
}

/**
 * Runs once around all tests. The temporary folder of the run is its mark: whatever tests start inherits it, and is found by it
 * at the end. A test that leaves a process behind fails the run.
 */
export const setup = (): (() => Promise<void>) => {
  if (findRedisServer() === undefined) throw new Error('No Redis server is installed. Run `npm run set-up` first.')
  const before = process.env['TMPDIR']
  const folder = mkdtempSync(join(tmpdir(), 'ekv-'))
  process.env['TMPDIR'] = folder
  return async () => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    const left = await leftOver(`TMPDIR=${folder}`)
    rmSync(folder, { recursive: true, force: true })
    const list = left.map(({ pid, command }) => `  ${pid} ${command}`).join('\n')
    if (left.length > 0) throw new Error(`Tests left these processes behind:\n${list}`)
  }
}
