import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoConfig } from '../../src/cli/demo/demo-config.ts'
import { teamsEnvironment } from '../../src/cli/demo/teams-environment.ts'
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
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: dir,
      EDGEKV_CHATOPS_CONFIG: join(dir, 'edgekv.yaml'),
      REDIS_URL: redis.url,
      AKAMAI_EDGERC: sandbox.akamai.edgerc,
      AKAMAI_BASE_URL: sandbox.akamai.url,
      SLACK_API_URL: sandbox.slack.apiUrl,
      SLACK_BOT_TOKEN: sandbox.slack.botToken,
      SLACK_SIGNING_SECRET: sandbox.slack.signingSecret,
      ...teamsEnvironment(sandbox.teams),
      PORT: '0',
    },
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
