import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRedis } from '../../../src/sandbox/redis/start-redis.ts'
import { startSlack } from '../../../src/sandbox/slack/start-slack.ts'
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import { runCli } from '../run-cli.ts'

const parts: { close(): Promise<void> }[] = []
let dir: string
let env: Record<string, string>

const config = (dir: string): string => `
accounts: [{ name: acme }]
groups: { edge: { slackUserGroup: S0EDGE } }
owners: [{ match: {}, team: platform, slack: { channel: C0PLATFORM }, approvers: edge }]
audit: { dir: ${dir}/audit }
`

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'edgekv-doctor-'))
  const sandbox = await startSandbox()
  parts.push(sandbox)
  const slack = await startSlack()
  parts.push(slack)
  const redis = await startRedis()
  parts.push(redis)
  writeFileSync(join(dir, 'edgekv.yaml'), config(dir))
  env = {
    EDGEKV_CHATOPS_CONFIG: join(dir, 'edgekv.yaml'),
    REDIS_URL: redis.url,
    AKAMAI_EDGERC: sandbox.akamai.edgerc,
    AKAMAI_BASE_URL: sandbox.akamai.url,
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
  }
})
afterAll(async () => {
  for (const part of parts.reverse()) await part.close()
  rmSync(dir, { recursive: true, force: true })
})

test('doctor finds a whole installation in order', async () => {
  const { code, out, err } = await runCli(['doctor', '--json'], env)
  const { ok, findings } = JSON.parse(out)
  expect(findings.filter((one: { status: string }) => one.status === 'fail')).toEqual([])
  expect([code, ok, err]).toEqual([0, true, ''])
  const checks = new Set(findings.map((one: { check: string }) => one.check))
  expect([...checks]).toEqual(
    expect.arrayContaining(['config', 'audit', 'redis', 'slack', 'clock acme', 'akamai acme [default]']),
  )
})

test('doctor says what to do where something is wrong, goes on with the rest, and gives 1', async () => {
  const { code, out, err } = await runCli(['doctor'], {
    ...env,
    REDIS_URL: 'redis://:CANARY@127.0.0.1:1',
    AKAMAI_EDGERC: '/nowhere/.edgerc',
    SLACK_BOT_TOKEN: 'xoxb-CANARY',
    NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem',
  })
  expect(code).toBe(1)
  expect(out).toContain('FAIL  redis: Redis does not answer at 127.0.0.1:1.\n      → Start it')
  expect(out).toContain('FAIL  slack: The bot token does not work: Slack says invalid_auth.')
  expect(out).toContain('FAIL  akamai acme [default]: There is no credential default')
  expect(out).toContain('FAIL  files: NODE_EXTRA_CA_CERTS names /nowhere/ca.pem, which cannot be read.')
  expect(out).toMatch(/\n4 failed, 0 to look at, 2 in order\.\n$/)
  expect(out + err).not.toContain('CANARY')
})

test('doctor sends people to where a wrong variable or a wrong key is explained', async () => {
  const { out } = await runCli(['doctor'], { ...env, REDIS_URL: 'http://x' })
  expect(out).toMatch(/REDIS_URL: .*\n {6}→ Set this variable right; docs\/configuration.md lists every one\./)
})

test('doctor says when Redis would forget or drop what it is given', async () => {
  const redis = await startRedis({ appendonly: false })
  try {
    const strict = await runCli(['doctor'], { ...env, REDIS_URL: redis.url })
    expect([strict.code, strict.out]).toEqual([1, expect.stringContaining('FAIL  redis: ')])
    const lenient = await runCli(['doctor'], { ...env, REDIS_URL: redis.url, ALLOW_VOLATILE_REDIS: '1' })
    expect([lenient.code, lenient.out]).toEqual([0, expect.stringContaining('WARN  redis: ')])
  } finally {
    await redis.close()
  }
})

test('doctor stops at a configuration that cannot be read, with every problem of it', async () => {
  const path = join(dir, 'bad.yaml')
  writeFileSync(path, `${config(dir)}colour: blue\nadmins: nobody\n`)
  const { code, out } = await runCli(['doctor'], { ...env, EDGEKV_CHATOPS_CONFIG: path })
  expect(code).toBe(1)
  expect(out.match(/FAIL {2}config: /g)).toHaveLength(2)
  expect(out).not.toContain('slack:')
})
