import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { App } from '@slack/bolt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SlackSandbox } from '../../../src/sandbox/slack/slack-sandbox.ts'
import { startSlack } from '../../../src/sandbox/slack/start-slack.ts'
import { startBoltApp } from './start-bolt-app.ts'

let slack: SlackSandbox
let app: App | undefined

beforeEach(async () => {
  slack = await startSlack()
})
afterEach(async () => {
  await app?.stop()
  app = undefined
  await slack.close()
})

const ana = { user: 'U0ANA', channel: 'C0MARKETING' }

test('a command reaches a Bolt app, and its acknowledgement is shown to the asker alone', async () => {
  const seen: string[] = []
  app = await startBoltApp(slack, (bolt) => {
    bolt.command('/edgekv', async ({ ack, command }) => {
      seen.push(`${command.user_id} ${command.channel_name} ${command.text}`)
      await ack(`You said ${command.text}`)
    })
  })
  const result = await slack.driver.command({ ...ana, text: 'rotate mkt_token1' })
  expect(result).toMatchObject({ status: 200, outcome: 'ok', body: 'You said rotate mkt_token1' })
  expect(seen).toEqual(['U0ANA marketing rotate mkt_token1'])
  expect(slack.driver.messages(ana)).toMatchObject([{ text: 'You said rotate mkt_token1', ephemeral: true }])
  expect(slack.driver.messages({ ...ana, user: 'U0BEN' })).toEqual([])
})

test('a click carries the message, and the card changes for everybody', async () => {
  app = await startBoltApp(slack, (bolt) => {
    bolt.action('approve', async ({ ack, action, body, client }) => {
      await ack()
      if (action.type !== 'button' || body.type !== 'block_actions') return
      const text = `Approved ${action.value} by ${body.user.id}: ${body.message?.text}`
      await client.chat.update({ channel: body.channel?.id ?? '', ts: body.message?.ts ?? '', text })
    })
  })
  const blocks = [
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'approve', value: 'R1', text: { type: 'plain_text', text: 'Approve' } }],
    },
  ]
  const { ts } = await app.client.chat.postMessage({ channel: ana.channel, text: 'Rotate?', blocks })
  const result = await slack.driver.click({ user: 'U0BEN', channel: ana.channel, ts: ts ?? '', actionId: 'approve' })
  expect(result.outcome).toBe('ok')
  const card = await slack.driver.waitFor(() => slack.driver.messages(ana).find(({ edits }) => edits === 1))
  expect(card.text).toBe('Approved R1 by U0BEN: Rotate?')
  await expect(
    slack.driver.click({ user: 'U0BEN', channel: ana.channel, ts: ts ?? '', actionId: 'approve' }),
  ).rejects.toThrow('no element')
  const late = await slack.driver.click({
    user: 'U0CHO',
    channel: ana.channel,
    ts: ts ?? '',
    actionId: 'approve',
    stale: true,
  })
  expect(late.outcome).toBe('ok')
  await slack.driver.waitFor(() => slack.driver.messages(ana).find(({ edits }) => edits === 2))
})

test('a form opens by its trigger, complains about what is missing, and follows the app', async () => {
  app = await startBoltApp(slack, (bolt) => {
    bolt.command('/edgekv', async ({ ack, client, body }) => {
      await ack()
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'deny',
          title: { type: 'plain_text', text: 'Deny' },
          submit: { type: 'plain_text', text: 'Deny' },
          blocks: [
            {
              type: 'input',
              block_id: 'reason',
              label: { type: 'plain_text', text: 'Why?' },
              element: { type: 'plain_text_input', action_id: 'text' },
            },
          ],
        },
      })
    })
    bolt.view('deny', async ({ ack, view }) => {
      const reason = view.state.values['reason']?.['text']?.value
      if (reason === 'no') await ack({ response_action: 'errors', errors: { reason: 'Say more' } })
      else await ack()
    })
  })
  await slack.driver.command({ ...ana, text: 'deny R1' })
  const view = await slack.driver.waitFor(() => slack.driver.views('U0ANA')[0])
  const form = { user: 'U0ANA', viewId: view.id }
  expect(await slack.driver.submitView(form)).toMatchObject({
    outcome: 'incomplete',
    errors: { reason: 'Please complete this required field' },
  })
  expect(await slack.driver.submitView({ ...form, values: { reason: 'no' } })).toMatchObject({
    errors: { reason: 'Say more' },
  })
  expect(slack.driver.views('U0ANA')).toHaveLength(1)
  expect(await slack.driver.submitView({ ...form, values: { reason: 'Not this week' } })).toMatchObject({
    outcome: 'ok',
    errors: {},
  })
  expect(slack.driver.views('U0ANA')).toEqual([])
})

test('an app that is silent or gone is told of to the asker alone', async () => {
  const gone = await slack.driver.command({ ...ana, text: 'list' })
  expect(gone.outcome).toBe('not connected')
  slack.settings({ ackTimeoutMs: 200 })
  app = await startBoltApp(slack, () => {})
  const silent = await slack.driver.command({ ...ana, text: 'list' })
  expect(silent.outcome).toBe('timeout')
  expect(slack.driver.messages(ana).map(({ text }) => text)).toEqual([
    '/edgekv failed with the error "dispatch_unknown_error"',
    '/edgekv failed with the error "operation_timeout"',
  ])
})

interface Heard {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A bare server that keeps what it hears and answers with the statuses given, then 200. */
const listenBare = async (statuses: number[] = []) => {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(Buffer.from(part))
    heard.push({ headers: request.headers, body: Buffer.concat(parts).toString() })
    response.writeHead(statuses.shift() ?? 200).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const url = `http://127.0.0.1:${port}/slack/events`
  await slack.connect({ url })
  const close = () => new Promise((resolve) => server.close(resolve))
  return { heard, url, close }
}

const expectSigned = ({ headers, body }: Heard): void => {
  const timestamp = String(headers['x-slack-request-timestamp'])
  const hmac = createHmac('sha256', slack.signingSecret)
  hmac.update('v0:').update(timestamp).update(':').update(body)
  expect(headers['x-slack-signature']).toBe(`v0=${hmac.digest('hex')}`)
}

test('deliveries are signed over their raw bytes, and a replay is the same to the letter', async () => {
  const { heard, close } = await listenBare()
  const { deliveryId } = await slack.driver.command({ ...ana, text: 'show “mkt token1” & more' })
  await slack.driver.replay(deliveryId)
  await slack.driver.command({ ...ana, text: 'list', skewMs: 3_600_000 })
  await slack.driver.command({ ...ana, text: 'list', signature: `v0=${'0'.repeat(64)}` })
  const [first, again, future, forged] = heard
  await close()
  if (!first || !again || !future || !forged) throw new Error('four deliveries were sent')
  expectSigned(first)
  expectSigned(future)
  expect(first.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(new URLSearchParams(first.body).get('text')).toBe('show “mkt token1” & more')
  expect(again).toEqual(first)
  expect(Number(future.headers['x-slack-request-timestamp']) - Date.now() / 1000).toBeGreaterThan(3500)
  expect(() => expectSigned(forged)).toThrow()
})

test('an event that is not acknowledged comes again with its number and reason, at most three times', async () => {
  slack.settings({ eventRetryMs: [0, 10, 10] })
  const { heard, close } = await listenBare([500, 500, 500, 500])
  await slack.driver.openHome({ user: 'U0ANA' })
  await expect.poll(() => heard.length).toBe(4)
  await new Promise((resolve) => setTimeout(resolve, 100))
  await close()
  expect(heard.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3'])
  expect(new Set(heard.map(({ body }) => body)).size).toBe(1)
  expect(heard[1]?.headers['x-slack-retry-reason']).toBe('http_error')
})

test('the request URL is verified with a challenge', async () => {
  const { url, close } = await listenBare()
  expect(await slack.connect({ url, verify: true })).toBe(false)
  await close()
  app = await startBoltApp(slack, () => {}, { verify: true })
})

test('people cannot do what no client would let them', async () => {
  await expect(slack.driver.command({ user: 'U0GUS', channel: 'C0PLATFORM', text: 'list' })).rejects.toThrow(
    'cannot see',
  )
  await expect(slack.driver.command({ user: 'U0EVE', channel: 'C0MARKETING', text: 'list' })).rejects.toThrow(
    'cannot see',
  )
  await expect(slack.driver.command({ user: 'U0ANA', channel: 'C0OLDNEWS', text: 'list' })).rejects.toThrow('archived')
})
