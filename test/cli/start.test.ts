import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoConfig } from '../../src/cli/demo/demo-config.ts'
import { teamsEnvironment } from '../../src/cli/demo/teams-environment.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { runCli } from './run-cli.ts'

let dir: string
let sandbox: Sandbox
let other: Server
let env: Record<string, string>

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'edgekv-start-'))
  sandbox = await startSandbox({ redis: true })
  other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const file = join(dir, 'edgekv.yaml')
  writeFileSync(file, demoConfig({ auditDir: join(dir, 'audit'), globex: false }))
  env = {
    EDGEKV_CHATOPS_CONFIG: file,
    REDIS_URL: sandbox.redisUrl ?? '',
    AKAMAI_EDGERC: sandbox.akamai.edgerc,
    AKAMAI_BASE_URL: sandbox.akamai.url,
    SLACK_API_URL: sandbox.slack.apiUrl,
    SLACK_BOT_TOKEN: sandbox.slack.botToken,
    SLACK_SIGNING_SECRET: sandbox.slack.signingSecret,
    ...teamsEnvironment(sandbox.teams),
    PORT: '0',
    LOG_LEVEL: 'error',
  }
})
afterAll(async () => {
  other?.close()
  await sandbox?.close()
  rmSync(dir, { recursive: true, force: true })
})

const refused = async (more: Readonly<Record<string, string>>): Promise<string> => {
  const { code, err } = await runCli(['start'], { ...env, ...more })
  expect(code).toBe(1)
  expect(err).not.toMatch(/^\s+at /m)
  return err
}

const takenPort = (): string => {
  const address = other.address()
  return typeof address === 'object' && address !== null ? String(address.port) : ''
}

test('without Redis the bot says where it looked and ends', async () => {
  expect(await refused({ REDIS_URL: 'redis://127.0.0.1:1' })).toBe(
    'The bot does not start: Redis does not answer at 127.0.0.1:1. Start it, or correct REDIS_URL and REDIS_CA_FILE; `edgekv-chatops doctor` says more.\n',
  )
})

test('a database that this Redis does not have is named, and no other one is used instead', async () => {
  const at = new URL(sandbox.redisUrl ?? '').host
  expect(await refused({ REDIS_URL: `redis://${at}/99` })).toBe(
    `The bot does not start: Redis at ${at} refuses: it has no database 99. Correct the number at the end of REDIS_URL; \`edgekv-chatops doctor\` says more.\n`,
  )
})

test('a port that is taken is named with what to do', async () => {
  expect(await refused({ PORT: takenPort() })).toBe(
    `The bot does not start: Port ${takenPort()} is taken by another process. Set PORT to a free one, or stop the other process.\n`,
  )
})

test('a folder that does not take the audit trail is named with what to do', async () => {
  const file = join(dir, 'taken.yaml')
  writeFileSync(file, demoConfig({ auditDir: join(file, 'audit'), globex: false }))
  expect(await refused({ EDGEKV_CHATOPS_CONFIG: file })).toBe(
    `The bot does not start: The audit trail cannot be written in ${join(file, 'audit')} (ENOTDIR: not a directory, mkdir '${join(file, 'audit')}'). Give this user the folder, or name another in audit.dir.\n`,
  )
})

test.skipIf(process.getuid?.() === 0)('what this user may not read is said as such', async () => {
  const file = join(dir, 'locked.yaml')
  writeFileSync(file, demoConfig({ auditDir: join(dir, 'audit'), globex: false }), { mode: 0o000 })
  expect(await refused({ EDGEKV_CHATOPS_CONFIG: file })).toMatch(/locked\.yaml .*may not be read by this user/)
  expect(await refused({ AKAMAI_EDGERC: file })).toMatch(/locked\.yaml cannot be read/)
})

test.each([
  ['an .edgerc that is not there', { AKAMAI_EDGERC: '/nonexistent/.edgerc' }, /\/nonexistent\/\.edgerc cannot be read/],
  ['an .edgerc that is a folder', { AKAMAI_EDGERC: '/' }, /: \/ cannot be read/],
  ['no Slack at all', { SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: '' }, /SLACK_BOT_TOKEN: found nothing/],
  [
    'a bot token that Slack refuses',
    { SLACK_BOT_TOKEN: 'xoxb-wrong' },
    /Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)/,
  ],
  ['no configuration', { EDGEKV_CHATOPS_CONFIG: '' }, /EDGEKV_CHATOPS_CONFIG: found nothing/],
])('%s is one clear sentence', async (_, more, expected) => {
  expect(await refused(more)).toMatch(expected)
})
