import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '../../../src/core/token/secret.ts'
import { startRedis } from '../../../src/sandbox/redis/start-redis.ts'
import { startSlack } from '../../../src/sandbox/slack/start-slack.ts'
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import { connectRedis } from '../../../src/store/connect.ts'
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

test('doctor tells a Redis that refuses from one that does not answer', async () => {
  const redis = await startRedis()
  const client = connectRedis({ url: Secret.of(redis.url) }, { role: 'command' })
  try {
    await client.call('CONFIG', 'SET', 'requirepass', 'right')
    const { host } = new URL(redis.url)
    const without = await runCli(['doctor'], { ...env, REDIS_URL: redis.url })
    expect(without.out).toContain(
      `FAIL  redis: Redis at ${host} refuses: it wants a password.\n      → Put the password`,
    )
    const wrong = await runCli(['doctor'], { ...env, REDIS_URL: `redis://:CANARY@${host}` })
    expect(wrong.out).toContain(
      `Redis at ${host} refuses: user or password is wrong.\n      → Correct user and password`,
    )
    expect(wrong.out + wrong.err).not.toContain('CANARY')
    expect((await runCli(['doctor'], { ...env, REDIS_URL: `redis://:right@${host}/3` })).code).toBe(0)
  } finally {
    client.disconnect()
    await redis.close()
  }
}, 60_000)

test('doctor tells every problem of a configuration, and goes on with what needs none', async () => {
  const path = join(dir, 'bad.yaml')
  writeFileSync(path, `${config(dir)}colour: blue\nadmins: nobody\n`)
  const { code, out } = await runCli(['doctor'], { ...env, EDGEKV_CHATOPS_CONFIG: path })
  expect(code).toBe(1)
  expect(out.match(/FAIL {2}config: /g)).toHaveLength(2)
  expect(out).toMatch(/ok {4}redis: .*\n(?:.*\n)*ok {4}slack: The bot is /)
  expect(out).not.toMatch(/akamai|clock|channel/)
})

test('doctor names the variables that are missing and looks at the systems that have theirs', async () => {
  const { REDIS_URL: _redis, SLACK_SIGNING_SECRET: _secret, ...some } = env
  const { code, out } = await runCli(['doctor'], { ...some, AKAMAI_BASE_URL: 'nonsense' })
  expect(code).toBe(1)
  for (const name of ['REDIS_URL', 'SLACK_SIGNING_SECRET', 'AKAMAI_BASE_URL'])
    expect(out).toContain(`FAIL  config: ${name}: `)
  expect(out).toContain('ok    audit: ')
  expect(out).not.toMatch(/^\w+ +(redis|slack|akamai|clock)/m)
  const noEnvironment = await runCli(['doctor'], { EDGEKV_CHATOPS_CONFIG: env['EDGEKV_CHATOPS_CONFIG'] ?? '' })
  expect(noEnvironment.out).toMatch(
    /FAIL {2}config: REDIS_URL.*\n(?:.*\n)*WARN {2}slack: .*\n(?:.*\n)*FAIL {2}akamai acme/,
  )
})

test('doctor makes no folder: it looks whether the one above would let it', async () => {
  const path = join(dir, 'elsewhere.yaml')
  writeFileSync(path, config(join(dir, 'new', 'deep')))
  const free = await runCli(['doctor'], { ...env, EDGEKV_CHATOPS_CONFIG: path })
  expect([free.out, existsSync(join(dir, 'new'))]).toEqual([expect.stringContaining('ok    audit: '), false])
  writeFileSync(path, config(path))
  const taken = await runCli(['doctor'], { ...env, EDGEKV_CHATOPS_CONFIG: path })
  expect(taken.out).toContain(`FAIL  audit: The audit trail cannot be written in ${path}/audit.`)
})

test('a certificate that is a folder is one sentence for everybody who connects to Redis', async () => {
  const strange = { ...env, REDIS_URL: 'rediss://127.0.0.1:1', REDIS_CA_FILE: dir }
  const [asked, listed, started] = await Promise.all(
    [['doctor'], ['list', '--stored'], ['start']].map((args) => runCli(args, strange)),
  )
  expect(asked?.out.match(/cannot be read/g)).toHaveLength(1)
  expect(asked?.out).toContain(`FAIL  files: REDIS_CA_FILE names ${dir}, which cannot be read.`)
  const sentence = `REDIS_CA_FILE names ${dir}, which cannot be read. Correct the path, or let this user read it.\n`
  expect([listed?.code, listed?.err]).toEqual([1, sentence])
  expect([started?.code, started?.err]).toEqual([1, `The bot does not start: ${sentence}`])
})
