import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { onCallChat, platform } from '../../src/sandbox/teams/world/conversations.ts'
import { ana, ben, channel, gus, startTeamsWorld, type TeamsWorld } from './support/teams-world.ts'

let world: TeamsWorld
beforeEach(async () => {
  world = await startTeamsWorld()
})
afterEach(() => world.close())

const rotate = { kind: 'command', parsed: { ok: true, command: { verb: 'rotate', token: 'mkt_token1' } } }
const seenByAna = () => world.driver.messages({ conversation: channel, user: ana.id })
const last = () => world.inbox.released().at(-1)

describe('a line', () => {
  test('in a channel is taken without the mention, with its sender and place known', async () => {
    expect((await world.types('rotate mkt_token1')).status).toBe(200)
    expect(last()).toMatchObject({
      ...rotate,
      sender: { platform: 'teams', workspace: world.teams.tenantId, user: ana.id, displayName: 'Ana Alves' },
      in: { kind: 'channel', platform: 'teams', id: channel },
    })
    expect(last()?.sender.guest).toBeUndefined()
  })

  test.each([
    'rotate mkt_token1',
    '/edgekv rotate mkt_token1',
    'rotate&nbsp;<b>mkt_token1</b>',
    'rotate\u00a0mkt_token1',
  ])('in the personal chat: %s', async (text) => {
    await world.types(text, { conversation: world.driver.personal(ana.id) })
    expect(last()).toMatchObject(rotate)
  })

  test('in a group chat, and as a slash command that only the bot sees', async () => {
    await world.types('rotate mkt_token1', { conversation: onCallChat })
    expect(last()).toMatchObject(rotate)
    await world.types('rotate mkt_token1', { slash: true })
    expect(last()).toMatchObject(rotate)
    expect(world.messages()).toEqual([])
  })

  test('keeps what looks like markup in it as text', async () => {
    await world.types('rotate mkt_token1 --reason "a < b & c"')
    expect(last()).toMatchObject({ parsed: { command: { options: { reason: 'a < b & c' } } } })
  })

  test('of a guest is taken as a guest’s, who is told that it is not for them', async () => {
    await world.types('list', { user: gus.id })
    expect(last()?.sender).toMatchObject({ user: gus.id, guest: true })
  })

  test('is not taken while Teams does not say who somebody is, and Teams is told to come again', async () => {
    world.teams.fail(...Array.from({ length: 4 }, () => ({ status: 503 })))
    expect((await world.types('list')).status).toBe(503)
    expect(world.inbox.saved()).toEqual([])
  })

  test.each(['fail', 'refuse', 'hang'] as const)(
    'that cannot be saved (%s) is answered so, to its sender alone',
    async (how) => {
      world.inbox.behave(how)
      expect((await world.types('list')).status).toBe(200)
      const told = { onlyYou: true, text: expect.stringContaining('nothing has happened') }
      expect(seenByAna().filter(({ byBot }) => byBot)).toMatchObject([told])
      expect(world.inbox.released()).toEqual([])
    },
  )

  test('that can neither be saved nor answered is Teams’ to bring again', async () => {
    world.inbox.behave('fail')
    world.teams.fail(...Array.from({ length: 8 }, () => ({ status: 503, method: 'POST' })))
    expect((await world.types('list')).status).toBe(503)
  })

  test('whose release is not certain: its sender is told to look first', async () => {
    world.inbox.behave('hang on release')
    await world.types('list')
    await world.driver.waitFor(
      () => seenByAna().some(({ text }) => text.includes('Please look at')) || undefined,
      15_000,
    )
  })

  test('is one line only together with its conversation: two that were sent at the same moment are both taken', async () => {
    const delivery = (id: string) => ({
      ...{ type: 'message', id: '1764000000000', channelId: 'msteams', serviceUrl: world.teams.url, text: 'list' },
      ...{ from: { id: ana.account, aadObjectId: ana.id }, recipient: { id: '28:bot' } },
      conversation: { id, tenantId: world.teams.tenantId },
    })
    for (const id of [channel, onCallChat, channel]) await world.driver.delivers(delivery(id))
    expect(world.inbox.released().map((one) => one.in)).toMatchObject([{ id: channel }, { id: onCallChat }])
  })
})

const card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'Input.Text', id: 'field.reason', isRequired: true },
    {
      type: 'ActionSet',
      actions: ['approve', 'form:deny'].map((a) => ({
        type: 'Action.Execute',
        verb: a,
        data: { a, v: 'acme/R1' },
      })),
    },
  ],
}

const post = async (): Promise<string> => {
  await world.conversations.save({ id: channel, serviceUrl: world.teams.url })
  const view = { summary: 's', blocks: [{ kind: 'text' as const, text: ['s'] }] }
  const posted = await world.messenger.post({ kind: 'channel', platform: 'teams', id: channel }, view, { key: 'k' })
  if (posted.kind !== 'ok') throw new Error(posted.kind)
  return posted.place.message
}

describe('a button', () => {
  const press = async (verb: string, more: { readonly old?: boolean } = {}) => {
    const message = await post()
    return world.driver.presses({
      user: ana.id,
      message,
      verb,
      values: { 'field.reason': 'not now' },
      card,
      ...more,
    })
  }

  test('carries its own id alone, and is answered at once', async () => {
    expect((await press('approve')).body).toMatchObject({ statusCode: 200, value: 'Working on it…' })
    expect(last()).toMatchObject({ kind: 'click', action: 'approve', value: 'acme/R1' })
  })

  test('in a client that knows no Action.Execute does the same', async () => {
    expect((await press('approve', { old: true })).status).toBe(200)
    expect(last()).toMatchObject({ kind: 'click', action: 'approve', value: 'acme/R1' })
  })

  test('of a form brings its fields', async () => {
    await press('form:deny')
    expect(last()).toMatchObject({ kind: 'form', form: 'deny', ref: 'acme/R1', values: { reason: 'not now' } })
  })

  test('pressed while Redis is away is answered with what happened', async () => {
    world.inbox.behave('hang')
    expect((await press('approve')).body).toMatchObject({
      statusCode: 200,
      value: expect.stringContaining('try again'),
    })
  })

  test('delivered twice is taken once, and the second time says so', async () => {
    const delivery = await press('approve')
    const again = await world.driver.replay(delivery.id)
    expect(again.body).toMatchObject({ value: 'This was taken before.' })
    expect(world.inbox.released()).toHaveLength(1)
  })
})

describe('a conversation', () => {
  test('is remembered with where it is reached, which every delivery says anew', async () => {
    await world.conversations.save({ id: channel, serviceUrl: 'https://old.example' })
    await world.types('list')
    expect(await world.conversations.load(channel)).toEqual({
      ...{ id: channel, serviceUrl: world.teams.url },
      team: '19:general@thread.tacv2',
    })
  })

  test('is a person’s own when it is their chat', async () => {
    await world.types('list', { conversation: world.driver.personal(ana.id) })
    expect(await world.conversations.personal(ana.id)).toMatchObject({ id: world.driver.personal(ana.id) })
  })

  test('is remembered from the installation on, and forgotten when the bot is removed', async () => {
    await world.driver.installs(ana.id, channel)
    expect(await world.conversations.load(channel)).toBeDefined()
    await world.driver.uninstalls(ana.id, channel)
    expect(await world.conversations.load(channel)).toBeUndefined()
  })

  test('is forgotten with every other channel of the team that the bot was removed from', async () => {
    await world.types('list')
    await world.driver.types({ user: ben.id, conversation: platform, text: 'list' })
    await world.types('list', { conversation: onCallChat })
    await world.driver.uninstalls(ana.id, channel)
    const left = await Promise.all([channel, platform, onCallChat].map(world.conversations.load))
    expect(left.map((one) => one?.id)).toEqual([undefined, undefined, onCallChat])
  })

  test('is not forgotten again by a removal that is replayed after the bot came back', async () => {
    const removal = await world.driver.uninstalls(ana.id, channel)
    await world.driver.installs(ana.id, channel)
    expect((await world.driver.replay(removal.id)).status).toBe(200)
    expect(await world.conversations.load(channel)).toBeDefined()
  })

  test.each([
    ['channelDeleted', { channel: { id: platform } }, [channel, undefined]],
    ['teamDeleted', { team: { id: '19:general@thread.tacv2' } }, [undefined, undefined]],
  ])('is forgotten when Teams tells of %s', async (eventType, more, left) => {
    await world.types('list')
    await world.driver.types({ user: ben.id, conversation: platform, text: 'list' })
    const tenant = { id: world.teams.tenantId }
    await world.driver.delivers({
      ...{ id: 'gone', type: 'conversationUpdate', channelId: 'msteams', serviceUrl: world.teams.url },
      ...{ from: { id: ana.account, aadObjectId: ana.id }, recipient: { id: '28:bot' } },
      conversation: { id: '19:general@thread.tacv2' },
      channelData: { tenant, eventType, ...more },
    })
    const now = await Promise.all([channel, platform].map(world.conversations.load))
    expect(now.map((one) => one?.id)).toEqual(left)
  })

  test('that the bot is still in is kept when somebody else leaves', async () => {
    await world.types('list')
    const activity = { id: 'left', type: 'conversationUpdate', membersRemoved: [{ id: gus.account }] }
    const base = { channelId: 'msteams', serviceUrl: world.teams.url, from: { id: ana.account, aadObjectId: ana.id } }
    const conversation = { id: channel, tenantId: world.teams.tenantId }
    await world.driver.delivers({ ...activity, ...base, conversation, recipient: { id: '28:bot' } })
    expect(await world.conversations.load(channel)).toBeDefined()
  })
})
