import { LogLevel, WebClient } from '@slack/web-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { SlackSandbox } from '../../../src/sandbox/slack/slack-sandbox.ts'
import { startSlack } from '../../../src/sandbox/slack/start-slack.ts'
import { defaultSettings } from '../../../src/sandbox/slack/world/settings.ts'
import { startBoltApp } from './start-bolt-app.ts'

let slack: SlackSandbox
let client: WebClient

beforeEach(async () => {
  slack = await startSlack()
  client = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  })
})
afterEach(() => slack.close())

const channel = 'C0MARKETING'

const answer = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  needed: z.string().optional(),
  warning: z.string().optional(),
  ts: z.string().optional(),
})

/** One call by plain HTTP, as JSON. */
const call = async (method: string, body: object, token: string = slack.botToken) => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' }
  const response = await fetch(slack.apiUrl + method, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: response.status, headers: response.headers, body: answer.parse(await response.json()) }
}

const text = (size: number) => 'x'.repeat(size)

test('the official client posts, edits, reads back with metadata and deletes', async () => {
  const metadata = { event_type: 'rotation', event_payload: { id: 'R42' } }
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'One', metadata })
  await client.chat.update({ channel, ts, text: 'Two', blocks: [{ type: 'divider' }] })
  const plain = await client.conversations.history({ channel })
  const full = await client.conversations.history({ channel, include_all_metadata: true })
  expect(plain.messages).toMatchObject([{ ts, text: 'Two', blocks: [{ type: 'divider' }] }])
  expect(plain.messages?.[0]).not.toHaveProperty('metadata')
  expect(full.messages?.[0]?.metadata).toEqual(metadata)
  const { permalink } = await client.chat.getPermalink({ channel, message_ts: ts })
  expect(permalink).toContain(channel)
  await client.chat.delete({ channel, ts })
  expect((await client.conversations.history({ channel })).messages).toEqual([])
})

test('an update without blocks drops the blocks', async () => {
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'One', blocks: [{ type: 'divider' }] })
  await client.chat.update({ channel, ts, text: 'Two' })
  expect(slack.driver.messages({ channel })).toMatchObject([{ text: 'Two', blocks: [], edits: 1 }])
})

test('tokens are checked before anything else', async () => {
  expect((await call('auth.test', {}, 'xoxb-wrong')).body).toEqual({ ok: false, error: 'invalid_auth' })
  expect((await call('auth.test', {}, slack.appToken)).body.error).toBe('not_allowed_token_type')
  expect((await call('apps.connections.open', {})).body.error).toBe('not_allowed_token_type')
  const none = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' })
  expect(await none.json()).toEqual({ ok: false, error: 'not_authed' })
  expect((await call('chat.sing', {})).body.error).toBe('unknown_method')
  expect((await call('auth.test', {})).headers.get('x-oauth-scopes')).toContain('chat:write')
})

test('a missing scope is named, with what the token has', async () => {
  slack.settings({ scopes: ['chat:write', 'channels:read'] })
  expect((await call('usergroups.list', {})).body).toEqual({
    ok: false,
    error: 'missing_scope',
    needed: 'usergroups:read',
    provided: 'chat:write,channels:read',
  })
  expect((await call('conversations.history', { channel })).body.needed).toContain('channels:history')
  expect((await call('conversations.info', { channel })).body.ok).toBe(true)
})

test.each([
  ['C0RANDOM', 'not_in_channel'],
  ['C0OLDNEWS', 'is_archived'],
  ['C0NOWHERE', 'channel_not_found'],
  ['U0EVE', 'channel_not_found'],
])('a message to %s is refused with %s', async (where, error) => {
  expect((await call('chat.postMessage', { channel: where, text: 'Hello' })).body.error).toBe(error)
})

test('private channels without the bot do not exist for it; with chat:write.public it may post uninvited', async () => {
  const secret = { id: 'C0SECRET', name: 'secret', kind: 'private', members: ['U0ANA'] } as const
  slack.change({ channels: [secret] })
  expect((await call('chat.postMessage', { channel: 'C0SECRET', text: 'Hello' })).body.error).toBe('channel_not_found')
  slack.settings({ scopes: ['chat:write', 'chat:write.public'] })
  expect((await call('chat.postMessage', { channel: 'C0RANDOM', text: 'Hello' })).body.ok).toBe(true)
})

test('what is not there, or not the bot’s, cannot be changed', async () => {
  const { ts } = await slack.driver.say({ user: 'U0ANA', channel, text: 'Mine' })
  await call('chat.postEphemeral', { channel, user: 'U0ANA', text: 'Psst' })
  const hidden = slack.driver.messages({ channel, user: 'U0ANA' }).find(({ ephemeral }) => ephemeral)
  expect((await call('chat.update', { channel, ts, text: 'Ours' })).body.error).toBe('cant_update_message')
  expect((await call('chat.update', { channel, ts: '1.000000', text: 'Ours' })).body.error).toBe('message_not_found')
  expect((await call('chat.update', { channel, ts: hidden?.ts, text: 'Ours' })).body.error).toBe('message_not_found')
  expect((await call('chat.delete', { channel, ts })).body.error).toBe('cant_delete_message')
  const toGuest = await call('chat.postEphemeral', { channel: 'C0PLATFORM', user: 'U0ANA', text: 'Psst' })
  expect(toGuest.body.error).toBe('user_not_in_channel')
})

test('one message a second per channel, one more at once, then 429 with Retry-After; other channels go on', async () => {
  const post = (where: string) => call('chat.postMessage', { channel: where, text: 'Hello' })
  expect([(await post(channel)).status, (await post(channel)).status]).toEqual([200, 200])
  const third = await post(channel)
  expect([third.status, third.headers.get('retry-after')]).toEqual([429, '1'])
  expect(third.body).toEqual({ ok: false, error: 'ratelimited' })
  expect((await post('C0PLATFORM')).status).toBe(200)
  await expect(client.chat.postMessage({ channel, text: 'Hello' })).rejects.toMatchObject({ retryAfter: 1 })
  const outcomes = slack.effects().map(({ outcome }) => outcome)
  expect(outcomes).toEqual(['ok', 'ok', 'ratelimited', 'ok', 'ratelimited'])
})

test('after a second the channel is free again', async () => {
  slack.settings({ messageIntervalMs: 60, messageBurst: 0 })
  const post = () => call('chat.postMessage', { channel, text: 'Hello' })
  expect([(await post()).status, (await post()).status]).toEqual([200, 429])
  await new Promise((resolve) => setTimeout(resolve, 80))
  expect((await post()).status).toBe(200)
})

test('edits are limited over all messages of the workspace, and other methods by their tier', async () => {
  slack.settings({ updatesPerMinute: 2, perMinute: { 'users.info': 1 } })
  const { body } = await call('chat.postMessage', { channel, text: 'One' })
  const update = () => call('chat.update', { channel, ts: body.ts, text: 'Two' })
  const statuses = [await update(), await update(), await update()].map(({ status }) => status)
  expect(statuses).toEqual([200, 200, 429])
  const info = () => call('users.info', { user: 'U0ANA' })
  expect([(await info()).status, (await info()).status]).toEqual([200, 429])
})

test('ordered faults come before the effect, lost answers after it', async () => {
  slack.settings({
    errors: [
      { method: 'chat.postMessage', error: 'internal_error', times: 1 },
      { method: 'chat.postMessage', status: 503, times: 1 },
      { method: 'chat.postMessage', status: 429, retryAfter: 7, times: 1 },
    ],
    loseAnswers: [{ method: 'chat.postMessage', times: 1 }],
  })
  const post = () => call('chat.postMessage', { channel, text: 'Hello' })
  expect((await post()).body.error).toBe('internal_error')
  expect((await post()).status).toBe(503)
  expect((await post()).headers.get('retry-after')).toBe('7')
  expect(slack.driver.messages({ channel })).toEqual([])
  await expect(post()).rejects.toThrow()
  expect(slack.driver.messages({ channel })).toHaveLength(1)
  expect((await post()).status).toBe(200)
})

test('messages without text are accepted, and noted', async () => {
  const { body } = await call('chat.postMessage', { channel, blocks: [{ type: 'divider' }] })
  expect(body.warning).toBe('missing_text_in_message')
  expect(slack.effects().at(-1)?.warnings).toEqual(['missing_text_in_message'])
  expect((await call('chat.postMessage', { channel })).body.error).toBe('no_text')
})

test('the log of effects never holds the token that was sent as an argument', async () => {
  await fetch(`${slack.apiUrl}auth.test`, { method: 'POST', body: new URLSearchParams({ token: slack.botToken }) })
  expect(slack.effects()).toHaveLength(1)
  expect(JSON.stringify(slack.effects())).not.toContain(slack.botToken)
})

test('blocks over a limit are refused with the place of the fault', async () => {
  const blocks = [{ type: 'header', text: { type: 'plain_text', text: text(151) } }]
  const { body } = await call('chat.postMessage', { channel, text: 'Hello', blocks })
  expect(body).toEqual({
    ok: false,
    error: 'invalid_blocks',
    response_metadata: { messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'] },
  })
  const long = Array.from({ length: 5 }, () => ({ type: 'section', text: { type: 'mrkdwn', text: text(2900) } }))
  expect((await call('chat.postMessage', { channel, text: 'Hello', blocks: long })).body.error).toBe(
    'msg_blocks_too_long',
  )
  expect((await call('chat.postMessage', { channel, text: 'Hello', blocks: 'no' })).body.error).toBe(
    'invalid_blocks_format',
  )
})

test('people, groups and channels are as the workspace has them', async () => {
  expect((await client.users.info({ user: 'U0GUS' })).user).toMatchObject({ is_restricted: true, team_id: 'T0SANDBOX' })
  expect((await client.users.info({ user: 'U0EVE' })).user).toMatchObject({ team_id: 'T0OTHER' })
  await expect(client.users.lookupByEmail({ email: 'ben@sandbox.example' })).rejects.toThrow('missing_scope')
  slack.settings({ scopes: [...defaultSettings.scopes, 'users:read.email'] })
  expect((await client.users.lookupByEmail({ email: 'BEN@sandbox.example' })).user?.id).toBe('U0BEN')
  expect((await client.usergroups.users.list({ usergroup: 'S0EDGE' })).users).toEqual(['U0BEN', 'U0CHO'])
  await expect(client.usergroups.users.list({ usergroup: 'S0NONE' })).rejects.toThrow('no_such_subteam')
  expect((await client.conversations.info({ channel: 'C0PARTNERS' })).channel).toMatchObject({ is_ext_shared: true })
  const first = await client.conversations.members({ channel, limit: 4 })
  const rest = await client.conversations.members({
    channel,
    limit: 4,
    cursor: first.response_metadata?.next_cursor ?? '',
  })
  expect([...(first.members ?? []), ...(rest.members ?? [])]).toHaveLength(6)
  const { channel: direct } = await client.conversations.open({ users: 'U0ANA' })
  expect(direct?.id).toBe(slack.driver.directMessage('U0ANA'))
  await expect(client.conversations.open({ users: 'U0EVE' })).rejects.toThrow('user_not_visible')
})

const view = {
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: 'Plan' },
  blocks: [{ type: 'divider' as const }],
}

test('a trigger opens one view, within three seconds', async () => {
  const triggers: string[] = []
  const app = await startBoltApp(slack, (bolt) => {
    bolt.command('/edgekv', async ({ ack, body }) => {
      triggers.push(body.trigger_id)
      await ack()
    })
  })
  await slack.driver.command({ user: 'U0ANA', channel, text: 'one' })
  const open = (trigger_id: string | undefined, what: object = view) => call('views.open', { trigger_id, view: what })
  const unfit = await open(triggers[0], { ...view, title: { type: 'plain_text', text: text(25) } })
  expect(unfit.body).toMatchObject({ error: 'invalid_arguments' })
  expect((await open(triggers[0])).body.ok).toBe(true)
  expect((await open(triggers[0])).body.error).toBe('exchanged_trigger_id')
  expect((await open('1.2.3')).body.error).toBe('invalid_trigger_id')
  slack.settings({ triggerMs: 20 })
  await slack.driver.command({ user: 'U0ANA', channel, text: 'two' })
  await new Promise((resolve) => setTimeout(resolve, 40))
  expect((await open(triggers[1])).body.error).toBe('expired_trigger_id')
  const [shown] = slack.driver.views('U0ANA')
  const stale = await call('views.update', { view_id: shown?.id, hash: '1.old', view })
  expect(stale.body.error).toBe('hash_conflict')
  expect((await call('views.update', { view_id: shown?.id, hash: shown?.hash, view })).body.ok).toBe(true)
  await app.stop()
})

test('a response_url works five times and not after its time, and replaces the first answer', async () => {
  const urls: string[] = []
  const app = await startBoltApp(slack, (bolt) => {
    bolt.command('/edgekv', async ({ ack, body }) => {
      urls.push(body.response_url)
      await ack()
    })
  })
  await slack.driver.command({ user: 'U0ANA', channel, text: 'one' })
  const respond = async (url: string | undefined, body: object) =>
    (await fetch(url ?? '', { method: 'POST', body: JSON.stringify(body) })).json()
  expect(await respond(urls[0], { text: 'Working' })).toEqual({ ok: true })
  expect(await respond(urls[0], { text: 'Done', replace_original: true })).toEqual({ ok: true })
  expect(slack.driver.messages({ channel, user: 'U0ANA' })).toMatchObject([{ text: 'Done', ephemeral: true, edits: 1 }])
  expect(await respond(urls[0], { text: 'For all', response_type: 'in_channel' })).toEqual({ ok: true })
  expect(slack.driver.messages({ channel })).toMatchObject([{ text: 'For all' }])
  expect(await respond(urls[0], { text: 'x', blocks: [{ type: 'dance' }] })).toEqual({
    ok: false,
    error: 'invalid_blocks',
  })
  expect(await respond(urls[0], { delete_original: true })).toEqual({ ok: true })
  expect(await respond(urls[0], { text: 'Again' })).toEqual({ ok: false, error: 'used_url' })
  slack.settings({ responseUrlMs: 20 })
  await slack.driver.command({ user: 'U0ANA', channel, text: 'two' })
  await new Promise((resolve) => setTimeout(resolve, 40))
  expect(await respond(urls[1], { text: 'Late' })).toEqual({ ok: false, error: 'expired_url' })
  await app.stop()
})
