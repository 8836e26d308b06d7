import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTeamsWorld, type TeamsWorld } from './support/teams-world.ts'

let world: TeamsWorld
beforeAll(async () => {
  world = await startTeamsWorld()
})
afterAll(() => world.close())

const now = () => Math.floor(Date.now() / 1_000)
const claims = () => ({
  iss: 'https://api.botframework.com',
  aud: world.teams.appId,
  serviceurl: world.teams.url,
  exp: now() + 600,
})

describe('who may deliver: 401 without effect', () => {
  const cases: readonly (readonly [string, () => Promise<string | undefined>])[] = [
    ['no token', async () => undefined],
    ['garbage', async () => 'abcdefghijklmnopqrstuvwxyz'],
    [
      'a signature by another key',
      async () =>
        new SignJWT(claims())
          .setProtectedHeader({ alg: 'RS256', kid: 'sandbox' })
          .sign((await generateKeyPair('RS256')).privateKey),
    ],
    ['algorithm none', async () => new UnsecuredJWT(claims()).encode()],
    ['an unknown key', () => world.teams.sign({}, 'unheard-of')],
    ['another issuer', () => world.teams.sign({ iss: 'https://evil.example' })],
    ['another audience', () => world.teams.sign({ aud: 'another-app' })],
    ['expired ten minutes ago', () => world.teams.sign({ exp: now() - 600 })],
  ]
  test.each(cases)('%s', async (_name, token) => {
    const before = world.inbox.saved().length
    const answer = await world.deliver(world.activity(), await token())
    expect(answer).toEqual({ status: 401, text: '' })
    expect(world.inbox.saved()).toHaveLength(before)
  })
})

describe('what may be delivered: 403 without effect', () => {
  const cases: readonly { name: string; change: Readonly<Record<string, unknown>>; kid?: string }[] = [
    { name: 'no service URL', change: { serviceUrl: undefined } },
    { name: 'a foreign service URL', change: { serviceUrl: 'https://evil.example/' } },
    { name: 'somebody else under trafficmanager.net', change: { serviceUrl: 'https://evil.trafficmanager.net/' } },
    {
      name: 'a service URL that is not the one of the token',
      change: { serviceUrl: 'https://smba.trafficmanager.net/emea/' },
    },
    { name: 'another channel', change: { channelId: 'webchat' } },
    { name: 'another tenant', change: { conversation: { id: 'a:1', tenantId: 'other' } } },
    { name: 'another tenant in the channel data', change: { channelData: { tenant: { id: 'other' } } } },
    { name: 'a key that is not endorsed for Teams', change: {}, kid: 'unendorsed' },
    { name: 'nobody', change: { from: { id: '29:ana' } } },
  ]
  test.each(cases)('$name', async ({ change, kid }) => {
    const before = world.inbox.saved().length
    const answer = await world.deliver(world.activity(change), await world.teams.sign({}, kid))
    expect(answer).toEqual({ status: 403, text: '' })
    expect(world.inbox.saved()).toHaveLength(before)
  })
})

describe('what is taken', () => {
  test('a line in a channel, without the mention and with its sender known', async () => {
    const answer = await world.deliver(world.activity(), await world.teams.sign())
    expect(answer.status).toBe(200)
    const taken = world.inbox.released().at(-1)
    expect(taken).toMatchObject({
      kind: 'command',
      sender: { platform: 'teams', workspace: world.teams.tenantId, user: 'oid-ana' },
      parsed: { ok: true, command: { verb: 'rotate', token: 'mkt_token1' } },
    })
  })

  test('a token that expired two minutes ago', async () => {
    expect((await world.deliver(world.activity(), await world.teams.sign({ exp: now() - 120 }))).status).toBe(200)
  })

  test('a replay is answered 200 and has no effect', async () => {
    const [activity, token] = [world.activity(), await world.teams.sign()]
    await world.deliver(activity, token)
    const before = world.inbox.released().length
    expect((await world.deliver(activity, token)).status).toBe(200)
    expect(world.inbox.released()).toHaveLength(before)
  })

  test('a button of a card, with its own id alone', async () => {
    const value = { action: { type: 'Action.Execute', verb: 'approve', data: { a: 'approve', v: 'acme/R1' } } }
    const clicked = world.activity({
      type: 'invoke',
      name: 'adaptiveCard/action',
      text: undefined,
      replyToId: '17',
      value,
    })
    const answer = await world.deliver(clicked, await world.teams.sign())
    expect(JSON.parse(answer.text)).toMatchObject({ statusCode: 200 })
    expect(world.inbox.released().at(-1)).toMatchObject({ kind: 'click', action: 'approve', value: 'acme/R1' })
  })

  test('a form in a card, with its fields', async () => {
    const value = { a: 'form:deny', v: 'acme/R1', 'field.reason': 'not now' }
    await world.deliver(world.activity({ text: undefined, value }), await world.teams.sign())
    expect(world.inbox.released().at(-1)).toMatchObject({
      kind: 'form',
      form: 'deny',
      ref: 'acme/R1',
      values: { reason: 'not now' },
    })
  })

  test('removal of the bot ends a conversation for it', async () => {
    await world.deliver(world.activity(), await world.teams.sign())
    expect(await world.conversations.load('19:marketing@thread.tacv2')).toBeDefined()
    await world.deliver(world.activity({ type: 'installationUpdate', action: 'remove' }), await world.teams.sign())
    expect(await world.conversations.load('19:marketing@thread.tacv2')).toBeUndefined()
  })

  test('nothing while Redis is away, and Teams is told so', async () => {
    world.inbox.behave('fail')
    expect((await world.deliver(world.activity(), await world.teams.sign())).status).toBe(503)
    world.inbox.behave('well')
  })
})
