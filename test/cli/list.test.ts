import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { storyConfig } from '../stories/support/story-config.ts'
import { runCli } from './run-cli.ts'

let dir: string
let sandbox: Sandbox
let env: Record<string, string>
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'list-'))
  sandbox = await startSandbox()
  await writeFile(join(dir, 'config.yaml'), storyConfig(join(dir, 'audit')))
  env = {
    EDGEKV_CHATOPS_CONFIG: join(dir, 'config.yaml'),
    AKAMAI_EDGERC: sandbox.akamai.edgerc,
    AKAMAI_BASE_URL: sandbox.akamai.url,
  }
})
afterAll(async () => {
  await sandbox?.close()
  await rm(dir, { recursive: true, force: true })
})

test('tokens come with scope, owner, usages and findings, as JSON, as CSV and for reading', async () => {
  const [json, csv, text] = await Promise.all([
    runCli(['list', '--json'], env),
    runCli(['list', '--csv'], env),
    runCli(['list'], env),
  ])
  expect([json.code, json.err]).toEqual([0, ''])
  const { tokens } = JSON.parse(json.out)
  expect(tokens.find(({ token }: { token: string }) => token === 'mkt_token1')).toMatchObject({
    account: 'acme',
    owner: 'marketing',
    generation: 'expiring',
    daysLeft: expect.any(Number),
    networks: ['STAGING', 'PRODUCTION'],
    namespaces: ['marketing+r'],
    usedBy: expect.arrayContaining([expect.stringMatching(/^4101 PRODUCTION /)]),
    findings: expect.arrayContaining([expect.objectContaining({ severity: expect.any(String) })]),
  })
  expect(csv.out.split('\n')[0]).toBe(
    'account,token,owner,generation,expiry,days_left,expired,networks,namespaces,locked_to,used_by,uuid,findings',
  )
  expect(csv.out.trimEnd().split('\n').length).toBe(tokens.length + 1)
  for (const out of [json.out, csv.out, text.out]) expect(out).not.toMatch(/eyJ/)
  expect(text.out).toMatch(/acme\/mkt_token1 {2}\d+ days left {2}marketing/)
})

test.each([
  [['--csv', '--json'], 2, /--csv or --json, not both/],
  [['--account', 'nope'], 1, /There is no account nope/],
  [['--stored'], 1, /^Please correct:\n {2}REDIS_URL: found nothing, expected redis/],
  [['--bogus'], 2, /Unknown option/],
] as const)('%j ends with %i and says why', async (args, code, sentence) => {
  const ran = await runCli(['list', ...args], env)
  expect([ran.code, ran.out]).toEqual([code, ''])
  expect(ran.err).toMatch(sentence)
  expect(ran.err).not.toMatch(/\n\s+at /)
})

test('an Akamai that is not there is one sentence', async () => {
  const ran = await runCli(['list', '--account', 'acme'], { ...env, AKAMAI_BASE_URL: 'http://127.0.0.1:1' })
  expect(ran.code).toBe(1)
  expect(ran.err).toMatch(/^Akamai [^\n]+\. `edgekv-chatops doctor` says more\.\n$/)
}, 60_000)

test('what it does not need may be missing or wrong: chat always, Redis without --stored, Akamai with it', async () => {
  const unneeded = { SLACK_BOT_TOKEN: 'nonsense', TEAMS_APP_TYPE: 'nonsense', REDIS_URL: 'nonsense', PORT: 'nonsense' }
  expect(await runCli(['list', '--json'], { ...env, ...unneeded })).toMatchObject({ code: 0, err: '' })
  const stored = await runCli(['list', '--stored'], {
    EDGEKV_CHATOPS_CONFIG: env['EDGEKV_CHATOPS_CONFIG'] ?? '',
    REDIS_URL: 'redis://127.0.0.1:1',
    AKAMAI_BASE_URL: 'nonsense',
  })
  expect([stored.code, stored.err]).toEqual([
    1,
    expect.stringMatching(/^Redis does not answer at [^\n]+ Start it, [^\n]+ says more\.\n$/),
  ])
  const akamai = await runCli(['list'], { ...env, AKAMAI_BASE_URL: 'nonsense' })
  expect([akamai.code, akamai.err]).toEqual([1, expect.stringMatching(/^Please correct:\n {2}AKAMAI_BASE_URL: /)])
})
