import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Stage, setStage } from '../../src/cli/demo/stage.ts'
import type { JsonObject } from '../../src/sandbox/slack/json.ts'
import { marketing } from '../../src/sandbox/teams/world/conversations.ts'
import { samplePeople } from '../../src/sandbox/teams/world/people.ts'

const { ana } = samplePeople

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
}, 60_000)
afterAll(() => stage?.close())

const teams = () => stage.sandbox.teams
const now = () => Math.floor(Date.now() / 1_000)
const claims = () => ({
  iss: 'https://api.botframework.com',
  aud: teams().appId,
  serviceurl: teams().url,
  exp: now() + 600,
})

let count = 0
const activity = (change: JsonObject = {}): JsonObject => {
  count += 1
  const { tenantId, appId, url } = teams()
  return {
    type: 'message',
    id: `activity-${count}`,
    channelId: 'msteams',
    serviceUrl: url,
    text: 'help',
    from: { id: ana.account, name: ana.name, aadObjectId: ana.id },
    recipient: { id: `28:${appId}`, name: 'edgekv' },
    conversation: { id: marketing, conversationType: 'channel', tenantId },
    channelData: { tenant: { id: tenantId } },
    ...change,
  }
}
const deliver = (body: JsonObject, token: string) => teams().driver.delivers(body, token)
const answers = () => teams().driver.messages({ conversation: marketing, user: ana.id })

/** Whatever was taken before it would have been answered before it. */
const expectNoEffectBefore = async (known: number): Promise<void> => {
  expect((await deliver(activity(), await teams().sign())).status).toBe(200)
  await teams().driver.waitFor(() => answers().length > known || undefined, 15_000)
  expect(answers()).toHaveLength(known + 1)
}

describe('the real process, asked for itself', () => {
  const tokens: readonly (readonly [string, () => Promise<string>])[] = [
    ['no token', async () => ''],
    ['garbage', async () => 'abcdefghijklmnopqrstuvwxyz'],
    [
      'a signature by another key',
      async () =>
        new SignJWT(claims())
          .setProtectedHeader({ alg: 'RS256', kid: 'sandbox' })
          .sign((await generateKeyPair('RS256')).privateKey),
    ],
    ['algorithm none', async () => new UnsecuredJWT(claims()).encode()],
    [
      'a secret that it could guess',
      async () => new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'sandbox' }).sign(Buffer.alloc(64)),
    ],
    ['an unknown key', () => teams().sign({}, 'unheard-of')],
    ['another issuer', () => teams().sign({ iss: 'https://evil.example' })],
    ['another audience', () => teams().sign({ aud: 'another-app' })],
    ['expired ten minutes ago', () => teams().sign({ exp: now() - 600 })],
    ['not valid for ten minutes yet', () => teams().sign({ nbf: now() + 600 })],
    ['no expiry', () => teams().sign({ exp: undefined })],
  ]

  test('answers 401 to a bad token, without effect and without a word', async () => {
    const before = answers().length
    for (const [name, token] of tokens)
      expect(await deliver(activity(), await token()), name).toMatchObject({ status: 401, text: '' })
    await expectNoEffectBefore(before)
  })

  const other = 'https://smba.trafficmanager.net/emea/'
  const deliveries: readonly { readonly name: string; readonly change: JsonObject; readonly kid?: string }[] = [
    { name: 'no service URL', change: { serviceUrl: undefined } },
    { name: 'a foreign service URL', change: { serviceUrl: 'https://evil.example/' } },
    {
      name: 'a service URL that only looks like one',
      change: { serviceUrl: 'https://smba.trafficmanager.net.evil.io/' },
    },
    { name: 'Microsoft’s service URL without TLS', change: { serviceUrl: 'http://smba.trafficmanager.net/emea/' } },
    { name: 'somebody else under trafficmanager.net', change: { serviceUrl: 'https://evil.trafficmanager.net/' } },
    { name: 'a service URL that is not the one of the token', change: { serviceUrl: other } },
    { name: 'another channel', change: { channelId: 'webchat' } },
    { name: 'no channel', change: { channelId: undefined } },
    { name: 'another tenant', change: { conversation: { id: marketing, tenantId: 'other' } } },
    { name: 'another tenant in the channel data', change: { channelData: { tenant: { id: 'other' } } } },
    { name: 'no tenant', change: { conversation: { id: marketing }, channelData: {} } },
    { name: 'a key that is not endorsed for Teams', change: {}, kid: 'unendorsed' },
    { name: 'nobody', change: { from: { id: ana.account } } },
    { name: 'an empty object id', change: { from: { id: ana.account, aadObjectId: '' } } },
  ]

  test('answers 403 to what has no business here, without effect and without a word', async () => {
    const before = answers().length
    for (const { name, change, kid } of deliveries)
      expect(await deliver(activity(change), await teams().sign({}, kid)), name).toMatchObject({
        status: 403,
        text: '',
      })
    await expectNoEffectBefore(before)
  })

  test('answers 200 to what is in order, also with a token that expired two minutes ago', async () => {
    const before = answers().length
    expect((await deliver(activity(), await teams().sign({ exp: now() - 120 }))).status).toBe(200)
    await teams().driver.waitFor(() => answers().length === before + 1 || undefined, 15_000)
  })

  test('knows its tenant in whatever case it is written', async () => {
    const before = answers().length
    const tenantId = teams().tenantId.toUpperCase()
    const change = { conversation: { id: marketing, tenantId }, channelData: { tenant: { id: tenantId } } }
    expect((await deliver(activity(change), await teams().sign())).status).toBe(200)
    await teams().driver.waitFor(() => answers().length === before + 1 || undefined, 15_000)
  })

  test('answers 200 to a replay, which has no effect', async () => {
    const before = answers().length
    const [one, token] = [activity(), await teams().sign()]
    await deliver(one, token)
    await teams().driver.waitFor(() => answers().length === before + 1 || undefined, 15_000)
    for (let n = 0; n < 3; n += 1) expect((await deliver(one, token)).status).toBe(200)
    await expectNoEffectBefore(before + 1)
  })

  test('refuses what it cannot read, with a good token or without', async () => {
    const post = async (body: string, token: string, headers: Record<string, string> = {}): Promise<number> => {
      const authorization = token === '' ? {} : { authorization: `Bearer ${token}` }
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization, ...headers },
        body,
      }
      return (await fetch(`${stage.bot.url}/api/messages`, init)).status
    }
    const token = await teams().sign()
    expect(await post('{"type":', token)).toBe(400)
    expect(await post('[]', token)).toBe(400)
    expect(await post('{}', token)).toBe(400)
    expect(await post(JSON.stringify(activity({ text: 7 })), token)).toBe(400)
    expect(await post('x'.repeat(1_000_001), token)).toBe(413)
    expect(await post('{"type":', '')).toBe(401)
    expect((await fetch(`${stage.bot.url}/api/messages`)).status).toBe(405)
    expect((await fetch(`${stage.bot.url}/readyz`)).status).toBe(200)
  })

  test('writes no token into its log', async () => {
    const token = await teams().sign()
    await deliver(activity({ serviceUrl: 'https://evil.example/' }), token)
    const log = await readFile(stage.bot.logFile, 'utf8')
    expect(log).toContain('a teams delivery was refused')
    expect(log).not.toContain(token.slice(0, 30))
    expect(log).not.toContain(teams().appPassword)
  })
})

const config = (auditDir: string): string => `
accounts: [{ name: acme, credentials: { production: default } }]
groups: { edge-approvers: { people: [ana] } }
people: [{ name: ana, slack: U0ANA }]
owners: [{ match: {}, team: all, slack: { channel: C0MARKETING }, approvers: edge-approvers }]
audit: { dir: ${JSON.stringify(auditDir)} }
`

/** Starts a second process of the bot with these variables besides, and ends it when it is ready. */
const startWith = async (change: NodeJS.ProcessEnv, whenReady: (port: number) => Promise<unknown> = async () => {}) => {
  const { sandbox, dir } = stage
  const file = join(dir, 'second.yaml')
  await writeFile(file, config(join(dir, 'second-audit')))
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    TMPDIR: process.env['TMPDIR'],
    EDGEKV_CHATOPS_CONFIG: file,
    REDIS_URL: sandbox.redisUrl,
    AKAMAI_EDGERC: sandbox.akamai.edgerc,
    AKAMAI_BASE_URL: sandbox.akamai.url,
    SLACK_API_URL: sandbox.slack.apiUrl,
    SLACK_BOT_TOKEN: sandbox.slack.botToken,
    SLACK_SIGNING_SECRET: sandbox.slack.signingSecret,
    PORT: '0',
    ...change,
  }
  const child = spawn(process.execPath, ['src/main.ts', 'start', '--role', 'chat'], { env })
  const exited = once(child, 'exit')
  let text = ''
  let isReady = false
  const reads = (part: Buffer): void => {
    text += part.toString()
    const port = /"port":(\d+)/.exec(text)?.[1]
    if (port === undefined || isReady) return
    isReady = true
    void whenReady(Number(port)).finally(() => child.kill('SIGTERM'))
  }
  child.stdout.on('data', reads)
  child.stderr.on('data', reads)
  const [code]: unknown[] = await exited
  return { code, text }
}

const statusAt = (host: string, port: number): Promise<number> =>
  fetch(`http://${host}:${port}/api/messages`, { method: 'POST', body: '{}', signal: AbortSignal.timeout(3_000) }).then(
    ({ status }) => status,
    () => 0,
  )

describe('a process of the bot', () => {
  test('knows no Teams without a setting for it', async () => {
    const statuses: number[] = []
    const { code, text } = await startWith({}, async (port) => statuses.push(await statusAt('127.0.0.1', port)))
    expect([code, statuses], text).toEqual([0, [404]])
    expect(text).not.toMatch(/teams/i)
  })

  test.each([
    ['an app id alone', { TEAMS_APP_ID: 'a' }, ['TEAMS_TENANT_ID', 'TEAMS_APP_PASSWORD']],
    ['a tenant alone', { TEAMS_TENANT_ID: 't' }, ['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD']],
    ['an empty app id', { TEAMS_APP_ID: '', TEAMS_TENANT_ID: 't', TEAMS_APP_PASSWORD: 'p' }, ['TEAMS_APP_ID']],
    ['the wish for no authentication alone', { TEAMS_INSECURE_LOCAL: '1' }, ['TEAMS_APP_ID', 'TEAMS_TENANT_ID']],
  ])('does not start with %s, and says what is missing', async (_name, env, missing) => {
    const { code, text } = await startWith(env)
    expect(code).toBe(1)
    for (const name of missing) expect(text).toContain(name)
  })

  test('without authentication listens on loopback alone, and says so', async () => {
    const insecure = { TEAMS_APP_ID: teams().appId, TEAMS_TENANT_ID: teams().tenantId, TEAMS_INSECURE_LOCAL: '1' }
    const outside = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
    const address = outside.find(({ family, internal }) => family === 'IPv4' && !internal)?.address
    const statuses: number[] = []
    const { code, text } = await startWith(insecure, async (port) => {
      statuses.push(await statusAt('127.0.0.1', port))
      if (address !== undefined) statuses.push(await statusAt(address, port))
    })
    expect(code, text).toBe(0)
    expect(text).toMatch(/TEAMS_INSECURE_LOCAL=1.*not authenticated.*loopback only/)
    expect(statuses).toEqual(address === undefined ? [400] : [400, 0])
  })
})
