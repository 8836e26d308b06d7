import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { isAlive } from '../../setup/is-alive.ts'

const startRedis = fileURLToPath(new URL('../../../src/sandbox/redis/start-redis.ts', import.meta.url))

const script = `
  const { startRedis } = await import(${JSON.stringify(startRedis)})
  const { pid, dir } = await startRedis()
  console.log(JSON.stringify({ pid, dir }))
  process.stdin.on('data', () => process.exit(0))
`

const parent = async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const told: { pid: number; dir: string } = JSON.parse(String(line))
  return { child, ...told }
}

test.each([
  ['is killed', (end: { kill(): void }) => end.kill()],
  ['exits without closing it', (end: { exit(): void }) => end.exit()],
])('a Redis whose process %s is gone within seconds, with its folder', async (_, act) => {
  const { child, pid, dir } = await parent()
  expect(isAlive(pid)).toBe(true)
  const ended = once(child, 'exit')
  act({ kill: () => child.kill('SIGKILL'), exit: () => child.stdin.write('go\n') })
  await ended
  await vi.waitFor(() => expect([isAlive(pid), existsSync(dir)]).toEqual([false, false]), { timeout: 5000 })
})
