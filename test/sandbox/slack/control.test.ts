import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followClock } from '../../../src/sandbox/slack/follow-clock.ts'
import type { SlackSandbox } from '../../../src/sandbox/slack/slack-sandbox.ts'
import { startSlack } from '../../../src/sandbox/slack/start-slack.ts'
import { startBoltApp } from './start-bolt-app.ts'

let slack: SlackSandbox

beforeEach(async () => {
  slack = await startSlack()
})
afterEach(() => slack.close())

const post = async (path: string, body: string | object, headers: Record<string, string> = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const all = { 'content-type': 'application/json', ...headers }
  const response = await fetch(`${slack.url}/_slack/${path}`, { method: 'POST', headers: all, body: text })
  return { status: response.status, body: await response.json() }
}
const get = async (path: string) => (await fetch(`${slack.url}/_slack/${path}`)).json()

const ana = { user: 'U0ANA', channel: 'C0MARKETING' }

test('everything of the driver works over HTTP', async () => {
  const app = await startBoltApp(slack, (bolt) => {
    bolt.command('/edgekv', async ({ ack, command }) => ack(`Heard ${command.text}`))
  })
  const asked = await post('command', { ...ana, text: 'list' })
  expect(asked).toMatchObject({ status: 200, body: { outcome: 'ok', body: 'Heard list' } })
  expect(await get('messages?channel=C0MARKETING&user=U0ANA')).toMatchObject([{ text: 'Heard list', ephemeral: true }])
  expect(await get('messages?channel=C0MARKETING')).toEqual([])
  expect(await get('effects')).toMatchObject([
    { kind: 'call', name: 'auth.test' },
    { name: 'slash_commands' },
    { name: 'acknowledgement' },
  ])
  expect(await get('effects?after=2')).toHaveLength(1)
  expect((await post('reset', {})).status).toBe(200)
  expect(await get('messages?channel=C0MARKETING&user=U0ANA')).toEqual([])
  await app.stop()
})

test('what is wrong with a control request is said', async () => {
  expect(await post('command', { ...ana })).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('text') },
  })
  expect(await post('command', { ...ana, text: 'x', colour: 'red' })).toMatchObject({ status: 400 })
  expect(await post('command', '{')).toMatchObject({ status: 400 })
  expect(await post('dance', {})).toMatchObject({ status: 404 })
  expect(await post('click', { user: 'U0ANA', actionId: 'a' })).toMatchObject({ status: 409 })
  expect(await post('settings', { scopes: 'all' })).toMatchObject({ status: 400 })
  expect(await post('command', 'x'.repeat(3_000_000))).toMatchObject({ status: 400 })
})

test('web pages of others cannot reach the control', async () => {
  expect(await post('reset', {}, { origin: 'https://elsewhere.example' })).toMatchObject({ status: 403 })
  expect(await post('reset', {}, { 'content-type': 'text/plain' })).toMatchObject({ status: 400 })
  expect((await post('reset', {}, { origin: slack.url })).status).toBe(200)
})

test('people, groups and channels can be changed while it runs', async () => {
  const group = { id: 'S0EDGE', handle: 'edge-approvers', name: 'Edge approvers', people: ['U0CHO'] }
  expect((await post('change', { groups: [group] })).status).toBe(200)
  const headers = { authorization: `Bearer ${slack.botToken}` }
  const response = await fetch(`${slack.apiUrl}usergroups.users.list?usergroup=S0EDGE`, { headers })
  expect(await response.json()).toEqual({ ok: true, users: ['U0CHO'] })
})

test('the virtual clock is followed through jumps and rates, and its absence is survived', async () => {
  let reading = { now: 1_000_000, rate: 0, revision: 1 }
  const held: (() => void)[] = []
  const server = createServer((request, response) => {
    const answer = () => response.end(JSON.stringify(reading))
    if (request.url?.endsWith(`after=${reading.revision}`)) held.push(answer)
    else answer()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  let jumps = 0
  const clock = followClock(`http://127.0.0.1:${port}/clock`, () => {
    jumps += 1
  })
  await expect.poll(() => clock.now()).toBe(1_000_000)
  await expect.poll(() => held.length).toBe(1)
  reading = { now: 2_000_000, rate: 1000, revision: 2 }
  held.splice(0).forEach((answer) => {
    answer()
  })
  await expect.poll(() => clock.now()).toBeGreaterThan(2_010_000)
  expect(jumps).toBe(2)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  const before = clock.now()
  await expect.poll(() => clock.now()).toBeGreaterThan(before + 10_000)
  clock.close()
})
