import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import type { SlackSandbox } from '../../../src/sandbox/slack/slack-sandbox.ts'
import { startSlack } from '../../../src/sandbox/slack/start-slack.ts'
import { startBoltApp } from './start-bolt-app.ts'

let slack: SlackSandbox

beforeEach(async () => {
  slack = await startSlack()
})
afterEach(() => slack.close())

const ana = { user: 'U0ANA', channel: 'C0MARKETING' }

test('a Bolt app in Socket Mode gets commands and answers them', async () => {
  const app = await startBoltApp(
    slack,
    (bolt) => {
      bolt.command('/edgekv', async ({ ack, command }) => {
        await ack({ text: `Heard ${command.text}` })
      })
      bolt.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'divider' }] } })
      })
    },
    { socket: true },
  )
  const result = await slack.driver.command({ ...ana, text: 'list' })
  expect(result).toMatchObject({ status: 200, outcome: 'ok' })
  expect(slack.driver.messages(ana)).toMatchObject([{ text: 'Heard list', ephemeral: true }])
  await slack.driver.openHome({ user: 'U0ANA' })
  await slack.driver.waitFor(() => slack.driver.views('U0ANA').find(({ kind }) => kind === 'home'))
  await app.stop()
})

const connect = async (): Promise<{ socket: WebSocket; messages: Record<string, unknown>[] }> => {
  const headers = { authorization: `Bearer ${slack.appToken}` }
  const opened = await fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers })
  const { url } = z.object({ url: z.string() }).parse(await opened.json())
  const messages: Record<string, unknown>[] = []
  const socket = new WebSocket(url)
  socket.on('message', (data) => messages.push(JSON.parse(String(data))))
  await expect.poll(() => messages[0]).toMatchObject({ type: 'hello', num_connections: 1 })
  await expect(openAgain(url)).rejects.toThrow('401')
  return { socket, messages }
}

const openAgain = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    socket.on('open', resolve)
    socket.on('error', reject)
  })

test('a socket’s address is good once; envelopes wait for their own acknowledgement; a replay is a new envelope', async () => {
  const { socket, messages } = await connect()
  slack.settings({ ackTimeoutMs: 300 })
  const asked = slack.driver.command({ ...ana, text: 'list' })
  await expect.poll(() => messages[1]).toMatchObject({ type: 'slash_commands', accepts_response_payload: true })
  socket.send(JSON.stringify({ envelope_id: 'another', payload: {} }))
  socket.send('no JSON')
  socket.send(JSON.stringify({ envelope_id: messages[1]?.['envelope_id'], payload: { text: 'Hi' } }))
  const { deliveryId, outcome } = await asked
  expect(outcome).toBe('ok')
  const again = slack.driver.replay(deliveryId)
  await expect.poll(() => messages[2]?.['payload']).toEqual(messages[1]?.['payload'])
  expect((await again).outcome).toBe('timeout')
  slack.disconnectSockets('refresh_requested')
  await expect.poll(() => messages[3]).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' })
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.close()
  await closed
  await expect.poll(async () => (await slack.driver.command({ ...ana, text: 'list' })).outcome).toBe('not connected')
})
