import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoConfig } from '../../src/cli/demo/demo-config.ts'
import { botEnvironment } from '../../src/cli/demo/start-bot.ts'
import { type PrivateRedis, startRedis } from '../../src/sandbox/redis/start-redis.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
let dir: string
let sandbox: Sandbox
let redis: PrivateRedis

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'edgekv-stop-'))
  sandbox = await startSandbox({})
  redis = await startRedis()
  writeFileSync(join(dir, 'edgekv.yaml'), demoConfig({ auditDir: join(dir, 'audit'), globex: false }))
})
afterAll(async () => {
  await redis?.close()
  await sandbox?.close()
  rmSync(dir, { recursive: true, force: true })
})

const start = async () => {
  const child = spawn(process.execPath, [main, 'start'], {
    env: { ...botEnvironment(sandbox, join(dir, 'edgekv.yaml')), REDIS_URL: redis.url },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  for await (const line of createInterface({ input: child.stderr })) if (line.includes('"msg":"ready"')) break
  child.stderr.resume()
  return child
}

test('SIGTERM ends the bot within 20 seconds also when Redis has gone', async () => {
  const bot = await start()
  try {
    await redis.close()
    const began = performance.now()
    bot.kill('SIGTERM')
    expect(await once(bot, 'exit', { signal: AbortSignal.timeout(25_000) })).toEqual([0, null])
    expect(performance.now() - began).toBeLessThan(20_000)
  } finally {
    bot.kill('SIGKILL')
  }
}, 60_000)
