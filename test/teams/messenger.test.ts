import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Block, View } from '../../src/core/chat/views/view.ts'
import { mostBytes, renderCard } from '../../src/teams/render-view.ts'
import { replyHandle } from '../../src/teams/reply-data.ts'
import { channel, startTeamsWorld, type TeamsWorld } from './support/teams-world.ts'

const { AdaptiveCard, SerializationContext } = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js')

let world: TeamsWorld
beforeEach(async () => {
  world = await startTeamsWorld()
  await world.conversations.save({ id: channel, serviceUrl: world.teams.url })
})
afterEach(() => world.close())

const view = (text: string): View => ({ summary: text, blocks: [{ kind: 'text', text: [text] }] })
const to = { kind: 'channel', platform: 'teams', id: channel } as const
const place = (message: string) => ({ platform: 'teams', conversation: channel, message }) as const

const reply = (more = {}) =>
  replyHandle({
    account: '29:ana',
    user: 'oid-ana',
    conversation: channel,
    serviceUrl: world.teams.url,
    personal: false,
    ...more,
  })

describe('messages', () => {
  test('are posted, answered in their thread, and edited for everybody', async () => {
    const posted = await world.messenger.post(to, view('one'), { key: 'k' })
    if (posted.kind !== 'ok') throw new Error(posted.kind)
    await world.messenger.post(to, view('two'), { key: 'l', thread: posted.place })
    expect(await world.messenger.update(posted.place, view('three'))).toEqual(posted)
    const [root, answer] = world.teams.messages()
    expect(root).toMatchObject({ conversation: channel, edits: 1, body: { summary: 'three' } })
    expect(answer?.conversation).toBe(`${channel};messageid=${posted.place.message}`)
  })

  test.each([412, 429])('are tried again after %i, and stand there once', async (status) => {
    world.teams.fail({ status })
    expect((await world.messenger.post(to, view('one'), { key: 'k' })).kind).toBe('ok')
    expect(world.teams.messages()).toHaveLength(1)
  })

  test.each([502, 504])('whose answer is lost with %i are not posted twice by themselves', async (status) => {
    world.teams.fail({ status, afterEffect: true })
    expect(await world.messenger.post(to, view('one'), { key: 'k' })).toEqual({ kind: 'unknown' })
    expect(world.teams.messages()).toHaveLength(1)
  })

  test('are edited again after a lost answer, for that changes nothing more', async () => {
    const posted = await world.messenger.post(to, view('one'), { key: 'k' })
    if (posted.kind !== 'ok') throw new Error(posted.kind)
    world.teams.fail({ status: 502, afterEffect: true }, { status: 504 })
    expect((await world.messenger.update(posted.place, view('two'))).kind).toBe('ok')
  })

  test('to a place where the bot is not any more are gone', async () => {
    expect((await world.messenger.update(place('1'), view('one'))).kind).toBe('gone')
    world.teams.leave(channel)
    expect((await world.messenger.post(to, view('one'), { key: 'k' })).kind).toBe('gone')
  })

  test('are never sent, with our token, to an address that is not allowed', async () => {
    await world.conversations.save({ id: channel, serviceUrl: 'http://127.0.0.1:9/' })
    expect((await world.messenger.post(to, view('one'), { key: 'k' })).kind).toBe('gone')
    expect(world.teams.calls()).toBe(0)
  })
})

describe('answers', () => {
  test('in a channel are seen by the asker alone', async () => {
    await world.messenger.answer(reply(), view('for you'))
    expect(world.teams.messages()).toMatchObject([{ only: '29:ana', body: { summary: 'for you' } }])
  })

  test('go to the personal chat where the channel does not take them', async () => {
    world.teams.leave(channel)
    expect((await world.messenger.answer(reply(), view('for you'))).kind).toBe('ok')
    expect(world.teams.messages()[0]?.conversation).toMatch(/^a:/)
  })
})

describe('Entra groups', () => {
  const ana = () => ({ platform: 'teams', workspace: world.teams.tenantId, user: 'oid-ana' }) as const

  test('are read from Graph, kept, and read again at a decision', async () => {
    world.teams.group('g', ['oid-ana'])
    expect(await world.groups.isMember('teams', 'g', ana(), false)).toBe(true)
    world.teams.group('g', [])
    expect(await world.groups.isMember('teams', 'g', ana(), false)).toBe(true)
    expect(await world.groups.isMember('teams', 'g', ana(), true)).toBe(false)
  })

  test('hold nobody of another tenant, and nobody while Graph is away', async () => {
    world.teams.group('g', ['oid-ana'])
    expect(await world.groups.isMember('teams', 'g', { ...ana(), workspace: 'other' }, true)).toBe(false)
    await world.teams.close()
    expect(await world.groups.isMember('teams', 'g', ana(), true)).toBe(false)
  })
})

const long = 'x*_[`<&>]'.repeat(600)
const fullest: readonly Block[] = [
  { kind: 'heading', text: long },
  ...Array.from(
    { length: 30 },
    (): Block => ({ kind: 'text', text: [long, { bold: long }, { code: long }, { time: Date.now() }] }),
  ),
  { kind: 'facts', facts: Array.from({ length: 60 }, () => ({ label: 'Label', value: [long] })) },
  { kind: 'steps', steps: Array.from({ length: 200 }, () => ({ icon: 'running' as const, text: [long] })) },
  { kind: 'snippet', text: long },
  { kind: 'field', field: { id: 'reason', label: 'Reason', kind: 'multiline' } },
  { kind: 'field', field: { id: 'one', label: 'One', kind: 'choice', choices: [{ value: 'a', label: 'A' }] } },
  { kind: 'divider' },
  {
    kind: 'buttons',
    buttons: [
      {
        action: 'approve',
        value: 'acme/R1',
        label: 'Approve',
        style: 'primary',
        confirm: { title: 'Sure?', text: long, yes: 'Yes', no: 'No' },
      },
      { action: 'deny', value: 'acme/R1', label: 'Deny', style: 'danger' },
    ],
  },
]

describe('cards', () => {
  test.each([
    ['every block alone', undefined],
    ['the fullest message', fullest],
  ] as const)('%s is one that Microsoft’s parser takes', (_name, blocks) => {
    for (const some of blocks === undefined ? fullest.map((block) => [block]) : [blocks]) {
      const json = renderCard({ summary: 's', blocks: some })
      expect(Buffer.byteLength(JSON.stringify(json))).toBeLessThanOrEqual(mostBytes)
      const context = new SerializationContext()
      const card = new AdaptiveCard()
      card.parse(structuredClone(json), context)
      expect(Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index))).toEqual([])
    }
  })

  test('keep their buttons when texts have to go', () => {
    expect(JSON.stringify(renderCard({ summary: 's', blocks: fullest }))).toContain('"verb":"approve"')
  })

  test('show people’s text as it is, not as markup', () => {
    const text = JSON.stringify(renderCard(view('[click](https://evil.example) **now** <at>all</at>')))
    expect(text).toContain('\\\\[click\\\\]\\\\(https')
    expect(text).not.toContain('<at>')
  })
})
