import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Form, View } from '../../src/core/chat/views/view.ts'
import type { Destination, Place } from '../../src/core/people/destination.ts'
import type { ReplyHandle } from '../../src/core/ports/messenger.ts'
import { createSlackClient } from '../../src/slack/slack-client.ts'
import { createSlackMessenger } from '../../src/slack/slack-messenger.ts'
import { createMemoryDrafts } from '../fakes/memory-drafts.ts'
import { createMemoryLog } from '../fakes/memory-log.ts'
import { type SlackWorld, startSlackWorld } from './support/slack-world.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await startSlackWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  // So large that what an earlier test has used up does not matter.
  world.slack.settings({ errors: [], loseAnswers: [], messageIntervalMs: 1, messageBurst: 10_000 })
})

const channel = (id: string): Destination => ({ kind: 'channel', platform: 'slack', id })
const person = (user: string): Destination => ({
  kind: 'direct',
  identity: { platform: 'slack', workspace: 'T0SANDBOX', user },
})
const say = (text: string): View => ({ summary: text, blocks: [{ kind: 'text', text: [text] }] })
const seen = (id: string, user?: string) => world.slack.driver.messages({ channel: id, ...(user ? { user } : {}) })
const withText = (id: string, text: string) => seen(id).filter((message) => message.text === text)

/** A messenger of its own: pacing starts anew. */
const freshMessenger = () => {
  const log = createMemoryLog()
  const { botToken, apiUrl } = world.slack
  const client = createSlackClient({ botToken, apiUrl }, log)
  return createSlackMessenger({ client, log, drafts: createMemoryDrafts(), apiUrl })
}

const placeOf = (posted: Awaited<ReturnType<SlackWorld['messenger']['post']>>): Place => {
  if (posted.kind !== 'ok') throw new Error(JSON.stringify(posted))
  return posted.place
}

describe('posting', () => {
  test('to a channel, to a person, and into a thread', async () => {
    const messenger = freshMessenger()
    const root = placeOf(await messenger.post(channel('C0MARKETING'), say('root'), { key: 'k-root' }))
    expect(root).toMatchObject({ platform: 'slack', conversation: 'C0MARKETING' })
    placeOf(await messenger.post(channel('C0MARKETING'), say('reply'), { key: 'k-reply', thread: root }))
    const thread = world.slack.driver.thread('C0MARKETING', root.message)
    expect(thread.map(({ text }) => text)).toContain('reply')
    const direct = placeOf(await messenger.post(person('U0BEN'), say('hello Ben'), { key: 'k-ben' }))
    expect(withText(direct.conversation, 'hello Ben')).toHaveLength(1)
  })

  test('keeps to one message a second for each channel, and holds up no other channel', async () => {
    world.slack.settings({ messageIntervalMs: 1_000, messageBurst: 1 })
    const messenger = freshMessenger()
    const started = Date.now()
    const first = messenger.post(channel('C0MARKETING'), say('one'), { key: 'k1' })
    const second = messenger.post(channel('C0MARKETING'), say('two'), { key: 'k2' })
    const third = messenger.post(channel('C0MARKETING'), say('three'), { key: 'k3' })
    expect(await messenger.post(channel('C0PLATFORM'), say('other'), { key: 'k4' })).toMatchObject({ kind: 'ok' })
    expect(Date.now() - started).toBeLessThan(900)
    expect(await third).toMatchObject({ kind: 'later', afterMs: expect.any(Number) })
    expect([(await first).kind, (await second).kind]).toEqual(['ok', 'ok'])
    expect(Date.now() - started).toBeGreaterThanOrEqual(950)
    const limited = world.slack.effects().filter(({ status }) => status === 429)
    expect(limited).toEqual([])
  })

  test('that is limited all the same is later by as much as Slack says', async () => {
    world.slack.settings({ errors: [{ method: 'chat.postMessage', status: 429, retryAfter: 7, times: 1 }] })
    expect(await freshMessenger().post(channel('C0MARKETING'), say('limited'), { key: 'k' })).toEqual({
      kind: 'later',
      afterMs: 7_000,
    })
    expect(withText('C0MARKETING', 'limited')).toHaveLength(0)
  })

  test('whose answer is lost is found again by its key, and is there once', async () => {
    world.slack.settings({ loseAnswers: [{ method: 'chat.postMessage', times: 1 }] })
    const posted = await freshMessenger().post(channel('C0MARKETING'), say('lost answer'), { key: 'k-lost' })
    const place = placeOf(posted)
    expect(withText('C0MARKETING', 'lost answer').map(({ ts }) => ts)).toEqual([place.message])
  })

  test('again after a crash finds what arrived, and posts what did not', async () => {
    const place = placeOf(await freshMessenger().post(channel('C0MARKETING'), say('once'), { key: 'k-once' }))
    const again = await freshMessenger().post(channel('C0MARKETING'), say('once'), { key: 'k-once', again: true })
    expect(placeOf(again)).toEqual(place)
    expect(withText('C0MARKETING', 'once')).toHaveLength(1)
    placeOf(await freshMessenger().post(channel('C0MARKETING'), say('new'), { key: 'k-new', again: true }))
    expect(withText('C0MARKETING', 'new')).toHaveLength(1)
  })

  test('again brings what arrived up to date: its record may have moved meanwhile', async () => {
    const place = placeOf(
      await freshMessenger().post(channel('C0MARKETING'), say('waits for a decision'), { key: 'k-old' }),
    )
    const again = await freshMessenger().post(channel('C0MARKETING'), say('approved since'), {
      key: 'k-old',
      again: true,
    })
    expect(placeOf(again)).toEqual(place)
    expect(withText('C0MARKETING', 'approved since').map(({ ts }) => ts)).toEqual([place.message])
    expect(withText('C0MARKETING', 'waits for a decision')).toEqual([])
  })

  test('again stays owed while what arrived cannot be brought up to date yet', async () => {
    await freshMessenger().post(channel('C0MARKETING'), say('old'), { key: 'k-busy' })
    world.slack.settings({ errors: [{ method: 'chat.update', status: 429, retryAfter: 7, times: 1 }] })
    const again = await freshMessenger().post(channel('C0MARKETING'), say('new'), { key: 'k-busy', again: true })
    expect(again).toEqual({ kind: 'later', afterMs: 7_000 })
  })

  test('again posts anew where what was found is deleted before it is brought up to date', async () => {
    await freshMessenger().post(channel('C0MARKETING'), say('deleted'), { key: 'k-deleted' })
    world.slack.settings({ errors: [{ method: 'chat.update', error: 'message_not_found', times: 1 }] })
    placeOf(await freshMessenger().post(channel('C0MARKETING'), say('anew'), { key: 'k-deleted', again: true }))
    expect(withText('C0MARKETING', 'anew')).toHaveLength(1)
  })

  test('again where Slack does not let us look is marked', async () => {
    world.slack.settings({ errors: [{ method: 'conversations.history', error: 'missing_scope' }] })
    placeOf(await freshMessenger().post(channel('C0MARKETING'), say('blind'), { key: 'k-blind', again: true }))
    expect(JSON.stringify(withText('C0MARKETING', 'blind'))).toContain('Sent again')
  })

  test('with an outcome nobody can know is unknown, not repeated', async () => {
    world.slack.settings({
      loseAnswers: [{ method: 'chat.postMessage', times: 1 }],
      errors: [{ method: 'conversations.history', error: 'internal_error' }],
    })
    const posted = await freshMessenger().post(channel('C0MARKETING'), say('who knows'), { key: 'k-who' })
    expect(posted).toEqual({ kind: 'unknown' })
    expect(withText('C0MARKETING', 'who knows')).toHaveLength(1)
  })

  test.each([
    ['C0RANDOM', 'gone'],
    ['C0OLDNEWS', 'gone'],
    ['C0NOWHERE', 'gone'],
  ])('to %s, where the bot cannot be heard, is %s and says why', async (id, kind) => {
    expect(await freshMessenger().post(channel(id), say('x'), { key: 'k' })).toEqual({ kind, why: expect.any(String) })
  })

  test('with a broken installation stays owed', async () => {
    world.slack.settings({ errors: [{ method: 'chat.postMessage', error: 'token_revoked' }] })
    expect(await freshMessenger().post(channel('C0MARKETING'), say('x'), { key: 'k' })).toEqual({
      kind: 'later',
      afterMs: 60_000,
    })
  })

  test('that Slack will not render still says its sentence', async () => {
    world.slack.settings({ errors: [{ method: 'chat.postMessage', error: 'invalid_blocks', times: 1 }] })
    placeOf(await freshMessenger().post(channel('C0MARKETING'), say('plain at least'), { key: 'k-plain' }))
    expect(withText('C0MARKETING', 'plain at least')).toHaveLength(1)
  })

  test('to another platform is refused', async () => {
    const teams: Destination = { kind: 'channel', platform: 'teams', id: '19:x' }
    expect(await freshMessenger().post(teams, say('x'), { key: 'k' })).toMatchObject({ kind: 'refused' })
  })
})

describe('editing', () => {
  const card = async () =>
    placeOf(await freshMessenger().post(channel('C0MARKETING'), say('card'), { key: `k-${Math.random()}` }))

  test('happens in place; what comes within three seconds is owed, so that the last state is shown', async () => {
    const messenger = freshMessenger()
    const place = await card()
    expect(await messenger.update(place, say('card, edited'))).toEqual({ kind: 'ok', place })
    expect(await messenger.update(place, say('too soon'))).toMatchObject({ kind: 'later' })
    const now = seen('C0MARKETING').find(({ ts }) => ts === place.message)
    expect(now).toMatchObject({ text: 'card, edited', edits: 1 })
  })

  test('keeps to its budget over all messages', async () => {
    const messenger = freshMessenger()
    const places = []
    for (let at = 0; at < 12; at += 1) places.push(await card())
    const outcomes = await Promise.all(places.map((place) => messenger.update(place, say('burst'))))
    expect(outcomes.filter(({ kind }) => kind === 'ok')).toHaveLength(10)
    expect(outcomes.filter(({ kind }) => kind === 'later')).toHaveLength(2)
  })

  test('a message that is not there is gone', async () => {
    const place = { platform: 'slack', conversation: 'C0MARKETING', message: '1.000001' } as const
    expect(await freshMessenger().update(place, say('x'))).toMatchObject({ kind: 'gone' })
  })

  test('whose answer is lost is simply later', async () => {
    const place = await card()
    world.slack.settings({ loseAnswers: [{ method: 'chat.update', times: 1 }] })
    expect(await freshMessenger().update(place, say('lost edit'))).toMatchObject({ kind: 'later' })
  })
})

const handle = (data: Record<string, string>): ReplyHandle => ({
  platform: 'slack',
  data: { team: 'T0SANDBOX', ...data },
})

describe('answering', () => {
  test('falls back to the channel when the response URL is used up, then to a direct message', async () => {
    const used = `${world.slack.url}/response/none`
    const inChannel = handle({ user: 'U0ANA', channel: 'C0MARKETING', responseUrl: used })
    expect(await freshMessenger().answer(inChannel, say('by channel'))).toMatchObject({ kind: 'ok' })
    expect(seen('C0MARKETING', 'U0ANA').at(-1)).toMatchObject({ text: 'by channel', ephemeral: true })
    const outside = handle({ user: 'U0ANA', channel: 'C0RANDOM', responseUrl: used })
    expect(await freshMessenger().answer(outside, say('by message'))).toMatchObject({ kind: 'ok' })
    expect(seen(world.slack.driver.directMessage('U0ANA')).at(-1)?.text).toBe('by message')
  })

  test('never sends to an address that is not Slack’s', async () => {
    const elsewhere = handle({ user: 'U0ANA', channel: 'C0MARKETING', responseUrl: 'http://127.0.0.1:9/steal' })
    expect(await freshMessenger().answer(elsewhere, say('not there'))).toMatchObject({ kind: 'ok' })
    expect(seen('C0MARKETING', 'U0ANA').at(-1)).toMatchObject({ text: 'not there' })
  })

  test('App Home is replaced where that is meant', async () => {
    const home = handle({ user: 'U0ANA', home: 'yes' })
    expect(await freshMessenger().answer(home, say('your page'), { replace: true })).toMatchObject({ kind: 'ok' })
    expect(JSON.stringify(world.slack.driver.views('U0ANA'))).toContain('your page')
  })
})

const form: Form = {
  form: 'deny',
  ref: 'acme/R42',
  title: 'Deny the request of Ana for mkt_token1',
  submit: 'Deny',
  blocks: [
    { kind: 'field', field: { id: 'reason', label: 'Why?', kind: 'multiline' } },
    {
      kind: 'field',
      field: {
        id: 'networks',
        label: 'Networks',
        kind: 'choices',
        optional: true,
        choices: [
          { value: 'STAGING', label: 'Staging' },
          { value: 'PRODUCTION', label: 'Production' },
        ],
      },
    },
  ],
}

const button = { action: 'deny', value: 'acme/R42', label: 'Deny' }
const cardWithButton: View = {
  summary: 'Deny?',
  blocks: [{ kind: 'buttons', buttons: [button, { ...button, label: 'Again' }] }],
}

const clickDeny = async () => {
  const place = placeOf(
    await freshMessenger().post(channel('C0MARKETING'), cardWithButton, { key: `k-${Math.random()}` }),
  )
  const before = world.inbox.released().length
  await world.slack.driver.click({ user: 'U0BEN', channel: 'C0MARKETING', ts: place.message, actionId: 'deny' })
  await expect.poll(() => world.inbox.released().length).toBe(before + 1)
  const inbound = world.inbox.released().at(-1)
  if (inbound?.kind !== 'click') throw new Error('no click')
  return { inbound, place }
}

const lastForm = async (before: number) => {
  await expect.poll(() => world.inbox.released().length).toBe(before + 1)
  return world.inbox.released().at(-1)
}

describe('forms', () => {
  test('a click carries its action, its id and where it was; equal buttons are one action', async () => {
    const { inbound, place } = await clickDeny()
    expect(inbound).toMatchObject({ action: 'deny', value: 'acme/R42', message: place, sender: { user: 'U0BEN' } })
    const before = world.inbox.released().length
    await world.slack.driver.click({ user: 'U0BEN', channel: 'C0MARKETING', ts: place.message, actionId: 'deny#1' })
    expect(await lastForm(before)).toMatchObject({ kind: 'click', action: 'deny', value: 'acme/R42' })
  })

  test('open as a modal and come back with what was filled in and where they were opened', async () => {
    const { inbound } = await clickDeny()
    expect(await world.messenger.openForm(inbound.reply, form)).toMatchObject({ kind: 'ok' })
    const view = world.slack.driver.views('U0BEN')[0]
    const before = world.inbox.released().length
    const values = { reason: 'not this week', networks: ['PRODUCTION'] }
    const result = await world.slack.driver.submitView({ user: 'U0BEN', viewId: view?.id ?? '', values })
    expect(result).toMatchObject({ outcome: 'ok', status: 200 })
    expect(await lastForm(before)).toMatchObject({
      kind: 'form',
      form: 'deny',
      ref: 'acme/R42',
      values,
      in: channel('C0MARKETING'),
      sender: { user: 'U0BEN' },
    })
  })

  test('stay open with a sentence when they cannot be saved', async () => {
    const { inbound } = await clickDeny()
    await world.messenger.openForm(inbound.reply, form)
    const view = world.slack.driver.views('U0BEN')[0]
    world.inbox.behave('fail')
    const result = await world.slack.driver.submitView({
      user: 'U0BEN',
      viewId: view?.id ?? '',
      values: { reason: 'x' },
    })
    world.inbox.behave('well')
    expect(Object.values(result.errors)[0]).toContain("can't save this now")
    await world.slack.driver.closeView({ user: 'U0BEN', viewId: view?.id ?? '' })
  })

  test('too late for a modal stand in an answer, where they work as well', async () => {
    const { inbound } = await clickDeny()
    world.slack.settings({ errors: [{ method: 'views.open', error: 'expired_trigger_id' }] })
    expect(await world.messenger.openForm(inbound.reply, form)).toMatchObject({ kind: 'ok' })
    const message = seen('C0MARKETING', 'U0BEN').findLast(({ ephemeral }) => ephemeral)
    const before = world.inbox.released().length
    await world.slack.driver.click({
      user: 'U0BEN',
      channel: 'C0MARKETING',
      ts: message?.ts ?? '',
      actionId: 'form:deny',
      values: { reason: 'late' },
    })
    expect(await lastForm(before)).toMatchObject({
      kind: 'form',
      form: 'deny',
      ref: 'acme/R42',
      values: { reason: 'late' },
    })
  })

  test('App Home opens with who asks, and a click there can replace it', async () => {
    const before = world.inbox.released().length
    await world.slack.driver.openHome({ user: 'U0ANA' })
    const inbound = await lastForm(before)
    if (inbound?.kind !== 'home') throw new Error('no home')
    await world.messenger.answer(inbound.reply, cardWithButton, { replace: true })
    const home = world.slack.driver.views('U0ANA').find(({ kind }) => kind === 'home')
    await world.slack.driver.click({ user: 'U0ANA', viewId: home?.id ?? '', actionId: 'deny' })
    expect(await lastForm(before + 1)).toMatchObject({
      kind: 'click',
      action: 'deny',
      reply: { data: { home: 'yes' } },
    })
  })
})

describe('who can see a channel', () => {
  test('everybody a public one, members a private one; unknown is unknown', async () => {
    world.slack.change({
      channels: [{ id: 'C0SECRET', name: 'secret', kind: 'private', members: ['U0BEN', 'U0EDGEBOT'] }],
    })
    const messenger = freshMessenger()
    expect(await messenger.canSee(channel('C0MARKETING'), 'U0DEE')).toBe(true)
    expect(await messenger.canSee(channel('C0SECRET'), 'U0BEN')).toBe(true)
    expect(await messenger.canSee(channel('C0SECRET'), 'U0DEE')).toBe(false)
    expect(await messenger.canSee(channel('C0NOWHERE'), 'U0DEE')).toBeUndefined()
  })
})

test('no response URL, trigger or token is in the log', () => {
  expect(world.log.text()).not.toMatch(/https?:|xoxb|xapp|\d+\.\d+\.[0-9a-f]{8}/)
})
