import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { View } from '../../src/core/chat/views/view.ts'
import type { Posted } from '../../src/core/ports/messenger.ts'
import { replyHandle } from '../../src/teams/reply-data.ts'
import { ana, ben, channel, gus, startTeamsWorld, type TeamsWorld } from './support/teams-world.ts'

let world: TeamsWorld
beforeEach(async () => {
  world = await startTeamsWorld()
  await world.conversations.save({ id: channel, serviceUrl: world.teams.url })
})
afterEach(() => world.close())

const view = (text: string): View => ({ summary: text, blocks: [{ kind: 'text', text: [text] }] })
const to = { kind: 'channel', platform: 'teams', id: channel } as const
const place = (message: string) => ({ platform: 'teams', conversation: channel, message }) as const
const placeOf = (posted: Posted) => {
  if (posted.kind !== 'ok') throw new Error(JSON.stringify(posted))
  return posted.place
}

const reply = (more = {}) =>
  replyHandle({
    account: ana.account,
    user: ana.id,
    conversation: channel,
    serviceUrl: world.teams.url,
    personal: false,
    ...more,
  })
const seenByAna = () => world.driver.messages({ conversation: channel, user: ana.id })

describe('messages', () => {
  test('are posted, answered in their thread, and edited for everybody', async () => {
    const root = placeOf(await world.messenger.post(to, view('one'), { key: 'k' }))
    await world.messenger.post(to, view('two'), { key: 'l', thread: root })
    expect(placeOf(await world.messenger.update(root, view('three')))).toEqual(root)
    expect(world.messages()).toMatchObject([
      { id: root.message, edits: 1, summary: 'three' },
      { thread: root.message, summary: 'two' },
    ])
  })

  test('go to the chat with a person, which is made where there was none', async () => {
    const identity = { platform: 'teams', workspace: world.teams.tenantId, user: ben.id } as const
    await world.messenger.post({ kind: 'direct', identity }, view('for you'), { key: 'k' })
    expect(world.driver.messages({ conversation: world.driver.personal(ben.id) })).toMatchObject([
      { summary: 'for you' },
    ])
  })

  test.each([412, 429])('are tried again after %i, and stand there once', async (status) => {
    world.teams.fail({ status, method: 'POST' })
    expect((await world.messenger.post(to, view('one'), { key: 'k' })).kind).toBe('ok')
    expect(world.messages()).toHaveLength(1)
  })

  test.each([400, 413])(
    'whose card Teams refuses with %i still say their sentence, and it is written down',
    async (status) => {
      world.teams.fail({ status, method: 'POST' })
      const at = placeOf(await world.messenger.post(to, view('[plain] at least'), { key: 'k' }))
      expect(world.messages()).toMatchObject([{ id: at.message, text: '\\[plain\\] at least', verbs: [] }])
      expect(world.log.text()).toContain('teams refused a card')
      world.teams.fail({ status, method: 'PUT' })
      await world.messenger.update(at, view('and so do edits'))
      expect(world.messages()).toMatchObject([{ id: at.message, text: 'and so do edits' }])
    },
  )

  test('are edited again after a lost answer, for that changes nothing more', async () => {
    const at = placeOf(await world.messenger.post(to, view('one'), { key: 'k' }))
    world.teams.fail({ status: 502, afterEffect: true }, { status: 504 })
    expect((await world.messenger.update(at, view('two'))).kind).toBe('ok')
  })

  test('are edited every two and a half seconds at most: what comes sooner is to be rendered anew', async () => {
    const at = placeOf(await world.messenger.post(to, view('one'), { key: 'k' }))
    await world.messenger.update(at, view('two'))
    expect((await world.messenger.update(at, view('three'))).kind).toBe('later')
  })

  test('keep to Teams’ rates by themselves: many at once are never refused, and what does not fit is told to wait', async () => {
    const posts = Array.from({ length: 20 }, (_, n) => world.messenger.post(to, view(`n${n}`), { key: `k${n}` }))
    const kinds = (await Promise.all(posts)).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'ok')).toHaveLength(world.messages().length)
    expect(new Set(kinds)).toEqual(new Set(['ok', 'later']))
    expect(world.teams.refusedForRate()).toBe(0)
  })

  test('to a place where the bot is not any more are gone', async () => {
    expect((await world.messenger.update(place('1'), view('one'))).kind).toBe('gone')
    world.teams.install(channel, false)
    expect((await world.messenger.post(to, view('one'), { key: 'k' })).kind).toBe('gone')
  })

  test('are never sent, with our token, to an address that is not allowed', async () => {
    await world.conversations.save({ id: channel, serviceUrl: 'http://127.0.0.1:9/' })
    expect((await world.messenger.post(to, view('one'), { key: 'k' })).kind).toBe('gone')
    expect(world.teams.calls()).toBe(0)
  })
})

const readers = [{ platform: 'teams', workspace: 'tenant', user: ana.id }] as const
const board = (text: string): View => ({
  ...view(text),
  live: { ref: 'acme/R1', readers: readers.map((one) => ({ ...one, workspace: world.teams.tenantId })) },
})

describe('a post whose answer is lost', () => {
  test.each([502, 504])('with %i is not sent again by the adapter itself', async (status) => {
    world.teams.fail({ status, afterEffect: true, method: 'POST' })
    expect(await world.messenger.post(to, view('one'), { key: 'k' })).toEqual({ kind: 'unknown' })
    expect(world.messages()).toHaveLength(1)
  })

  test('is found when somebody’s client shows it, and stands there once', async () => {
    world.teams.fail({ status: 502, afterEffect: true, method: 'POST' })
    await world.messenger.post(to, board('one'), { key: 'k' })
    const [posted] = world.messages()
    expect((await world.messenger.post(to, board('one'), { key: 'k', again: true })).kind).toBe('later')
    world.boards.set(ana.id, board('one'))
    await world.driver.looks(ana.id, posted?.id ?? '')
    const found = await world.messenger.post(to, board('decided since'), { key: 'k', again: true })
    expect(placeOf(found).message).toBe(posted?.id)
    expect(world.messages().map(({ summary }) => summary)).toEqual(['decided since'])
  })

  test('and that did not arrive is posted once more by another process, and says so', async () => {
    world.teams.fail({ status: 502, method: 'POST' })
    await world.messenger.post(to, view('one'), { key: 'k' })
    const again = await world.newMessenger().post(to, view('one'), { key: 'k', again: true })
    expect(again.kind).toBe('ok')
    expect(world.messages().map(({ text }) => text)).toEqual([expect.stringContaining('Sent again')])
  })

  test('and that turns up after it was posted again is taken away, the newer one stays', async () => {
    world.teams.fail({ status: 502, afterEffect: true, method: 'POST' })
    await world.messenger.post(to, board('one'), { key: 'k' })
    const [orphan] = world.messages()
    await world.attempts.end('k')
    await world.attempts.begin('k', { at: Date.now() - 60_000, conversation: channel, ref: 'acme/R1' })
    const again = placeOf(await world.messenger.post(to, board('one'), { key: 'k', again: true }))
    expect(world.messages()).toHaveLength(2)
    world.boards.set(ana.id, board('one'))
    await world.driver.looks(ana.id, again.message)
    await world.driver.looks(ana.id, orphan?.id ?? '')
    expect(world.messages().map(({ id }) => id)).toEqual([again.message])
  })

  test('is looked for only in its own conversation and as its own record: no other message is edited or taken away', async () => {
    const other = placeOf(await world.messenger.post(to, view('of another record'), { key: 'other' }))
    const looks = async (data: { readonly v: string; readonly k: string }) =>
      world.driver.executes({ user: ana.id, message: other.message, verb: 'refresh', data: { a: 'refresh', ...data } })
    world.boards.set(ana.id, board('yours'))
    await world.attempts.begin('k', { at: 1, conversation: channel, ref: 'acme/R1' })
    await world.attempts.begin('far', { at: 1, conversation: '19:far@thread.tacv2', ref: 'acme/R1' })
    for (const data of [
      { v: 'acme/R2', k: 'k' },
      { v: 'acme/R1', k: 'far' },
    ])
      await looks(data)
    expect([await world.attempts.find('k'), await world.attempts.find('far')]).not.toContainEqual(
      expect.objectContaining({ seen: expect.anything() }),
    )
    await world.attempts.postAgain('k', place('1'))
    await looks({ v: 'acme/R2', k: 'k' })
    expect(world.messages()).toHaveLength(1)
  })

  test('is not told of by one who may not see the record', async () => {
    world.teams.fail({ status: 502, afterEffect: true, method: 'POST' })
    await world.messenger.post(to, board('one'), { key: 'k' })
    await world.driver.looks(ana.id, world.messages()[0]?.id ?? '')
    expect((await world.attempts.find('k'))?.seen).toBeUndefined()
  })

  test('is not confused with one that was told to wait: that one is posted as it is', async () => {
    world.teams.fail(...Array.from({ length: 4 }, () => ({ status: 412, method: 'POST' })))
    expect((await world.messenger.post(to, view('one'), { key: 'k' })).kind).toBe('later')
    await world.messenger.post(to, view('one'), { key: 'k', again: true })
    expect(world.messages().map(({ text }) => text)).toEqual([expect.not.stringContaining('Sent again')])
  })
})

describe('the living message', () => {
  test('is asked for anew by those who are in the conversation alone', async () => {
    const users = [ana.id, '00000000-0000-4000-9000-000000000099']
    const all = users.map((user) => ({ platform: 'teams', workspace: world.teams.tenantId, user }) as const)
    await world.messenger.post(to, { ...view('one'), live: { ref: 'acme/R1', readers: all } }, { key: 'k' })
    expect(world.messages()[0]?.card).toMatchObject({ refresh: { userIds: [ana.account] } })
  })

  test('shows each their own view, until it is edited for everybody', async () => {
    const at = placeOf(await world.messenger.post(to, board('shared'), { key: 'k' }))
    world.boards.set(ana.id, board('yours'))
    await world.driver.looks(ana.id, at.message)
    expect(seenByAna()[0]?.text).toContain('yours')
    expect(world.driver.messages({ conversation: channel, user: ben.id })[0]?.text).not.toContain('yours')
    await world.messenger.update(at, board('decided'))
    expect(seenByAna()[0]?.text).not.toContain('yours')
  })

  test('is shown to its client once: a replay gets nothing', async () => {
    const at = placeOf(await world.messenger.post(to, board('shared'), { key: 'k' }))
    world.boards.set(ana.id, board('yours'))
    const delivery = await world.driver.looks(ana.id, at.message)
    expect(delivery?.text).toContain('yours')
    const again = await world.driver.replay(delivery?.id ?? '')
    expect(again).toMatchObject({ status: 200, body: { statusCode: 404 } })
  })

  test('stays as it is for one who may not see the record', async () => {
    const at = placeOf(await world.messenger.post(to, board('shared'), { key: 'k' }))
    const delivery = await world.driver.looks(ana.id, at.message)
    expect(delivery).toMatchObject({ status: 200, body: { statusCode: 404 } })
  })
})

describe('answers', () => {
  test('in a channel are seen by the asker alone', async () => {
    await world.messenger.answer(reply(), view('for you'))
    expect(seenByAna()).toMatchObject([{ onlyYou: true, summary: 'for you' }])
    expect(world.messages()).toEqual([])
  })

  test('go to the personal chat where the channel does not take them', async () => {
    world.teams.install(channel, false)
    expect((await world.messenger.answer(reply(), view('for you'))).kind).toBe('ok')
    expect(world.driver.messages({ conversation: world.driver.personal(ana.id) })).toHaveLength(1)
  })

  test('that no place takes as a card are said in the personal chat', async () => {
    world.teams.fail(...[400, 400].map((status) => ({ status, method: 'POST' })))
    expect((await world.messenger.answer(reply(), view('for you'))).kind).toBe('ok')
    expect(world.driver.messages({ conversation: world.driver.personal(ana.id) })).toMatchObject([{ text: 'for you' }])
  })

  test('take the place of the own card that was pressed, and never that of everybody’s', async () => {
    const mine = placeOf(await world.messenger.answer(reply(), view('page 1')))
    await world.messenger.answer(reply({ own: true, message: mine.message }), view('page 2'), { replace: true })
    expect(seenByAna().map(({ summary }) => summary)).toEqual(['page 2'])
    const shared = placeOf(await world.messenger.post(to, view('everybody'), { key: 'k' }))
    await world.messenger.answer(reply({ own: true, message: shared.message }), view('mine'), { replace: true })
    expect(seenByAna().map(({ summary }) => summary)).toEqual(['page 2', 'everybody', 'mine'])
  })

  test('to a form that was sent take its place, so that it cannot be sent twice', async () => {
    const form = placeOf(
      await world.messenger.openForm(reply(), {
        form: 'deny',
        ref: 'acme/R1',
        title: 'Deny',
        submit: 'Deny',
        blocks: [{ kind: 'field', field: { id: 'reason', label: 'Reason', kind: 'multiline' } }],
      }),
    )
    await world.messenger.answer(reply({ own: true, form: true, message: form.message }), view('denied'))
    expect(seenByAna().map(({ summary, verbs }) => [summary, verbs])).toEqual([['denied', []]])
  })

  test('whose outcome is lost are sent again: nobody is left without one', async () => {
    world.teams.fail({ status: 502, method: 'POST' })
    expect((await world.messenger.answer(reply(), view('for you'))).kind).toBe('ok')
    expect(seenByAna()).toHaveLength(1)
  })

  test('longer than one card come in parts', async () => {
    const steps = Array.from({ length: 300 }, (_, n) => ({ icon: 'done' as const, text: [`${n} ${'v'.repeat(80)}`] }))
    await world.messenger.answer(reply(), { summary: 's', blocks: [{ kind: 'steps', steps }] })
    expect(seenByAna().map(({ text }) => /Part (\d of \d)/.exec(text)?.[1])).toEqual(['1 of 3', '2 of 3', '3 of 3'])
  })
})

describe('who is in a conversation', () => {
  test('is read from its roster, one by one', async () => {
    expect(await world.messenger.canSee(to, ana.id)).toBe(true)
    expect(await world.messenger.canSee(to, '00000000-0000-4000-9000-000000000099')).toBe(false)
  })

  test('is not known while Teams does not answer', async () => {
    world.teams.fail(...Array.from({ length: 4 }, () => ({ status: 503 })))
    expect(await world.messenger.canSee(to, gus.id)).toBeUndefined()
  })
})

describe('Entra groups', () => {
  const identity = () => ({ platform: 'teams', workspace: world.teams.tenantId, user: ana.id }) as const

  test('are read from Graph, kept, and read again at a decision', async () => {
    world.teams.group('g', [ana.id])
    expect(await world.groups.isMember('teams', 'g', identity(), false)).toBe(true)
    world.teams.group('g', [])
    expect(await world.groups.isMember('teams', 'g', identity(), false)).toBe(true)
    expect(await world.groups.isMember('teams', 'g', identity(), true)).toBe(false)
  })

  test('are listed, and a fresh list makes the next question about one person fresh', async () => {
    world.teams.group('g', [ana.id, ben.id])
    expect(await world.groups.members('teams', 'g', false)).toEqual([ana.id, ben.id])
    expect(await world.groups.isMember('teams', 'g', identity(), false)).toBe(true)
    world.teams.group('g', [ben.id])
    expect(await world.groups.members('teams', 'g', false)).toEqual([ana.id, ben.id])
    expect(await world.groups.members('teams', 'g', true)).toEqual([ben.id])
    expect(await world.groups.isMember('teams', 'g', identity(), false)).toBe(false)
  })

  test('are listed over as many pages as they have', async () => {
    const people = Array.from({ length: 2_500 }, (_, n) => `person-${n}`)
    world.teams.group('big', people)
    expect(await world.groups.members('teams', 'big', false)).toEqual(people)
  })

  test('that are not there are nobody and cannot be listed', async () => {
    expect(await world.groups.members('teams', 'none', false)).toBeUndefined()
    expect(await world.groups.isMember('teams', 'none', identity(), true)).toBe(false)
  })

  test('hold nobody of another tenant, and nobody while Graph is away', async () => {
    world.teams.group('g', [ana.id])
    expect(await world.groups.isMember('teams', 'g', { ...identity(), workspace: 'other' }, true)).toBe(false)
    await world.teams.close()
    expect(await world.groups.isMember('teams', 'g', identity(), true)).toBe(false)
    expect(await world.groups.members('teams', 'g', true)).toBeUndefined()
  })
})
