import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sentences } from '../../src/slack/sentences.ts'
import { type SlackWorld, startSlackWorld } from './support/slack-world.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await startSlackWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  world.inbox.behave('well')
  world.slack.settings({ errors: [], latencyMs: 0 })
})

const ana = { user: 'U0ANA', channel: 'C0MARKETING' }
const lastReleased = () => world.inbox.released().at(-1)
const released = () => world.inbox.released().length

/** The command that was released last, once it is. */
const waitForRelease = async (before: number) => {
  await expect.poll(released).toBe(before + 1)
  return lastReleased()
}

describe('a command', () => {
  test('is saved as understood, acknowledged with nothing, and only then released', async () => {
    const before = released()
    const result = await world.slack.driver.command({ ...ana, text: 'rotate mkt_token1' })
    expect(result).toMatchObject({ status: 200, body: '', outcome: 'ok' })
    expect(await waitForRelease(before)).toMatchObject({
      kind: 'command',
      parsed: { ok: true, command: { verb: 'rotate', token: 'mkt_token1' } },
      sender: { platform: 'slack', workspace: 'T0SANDBOX', user: 'U0ANA' },
      in: { kind: 'channel', platform: 'slack', id: 'C0MARKETING' },
      reply: { platform: 'slack', data: { user: 'U0ANA', channel: 'C0MARKETING' } },
    })
  })

  test('is answered to the asker alone', async () => {
    const before = released()
    await world.slack.driver.command({ ...ana, text: 'list' })
    const inbound = await waitForRelease(before)
    if (inbound === undefined) throw new Error('nothing was released')
    const view = { summary: 'Three tokens.', blocks: [{ kind: 'text' as const, text: ['Three <tokens> & more'] }] }
    expect(await world.messenger.answer(inbound.reply, view)).toMatchObject({ kind: 'ok' })
    const seen = world.slack.driver.messages({ channel: 'C0MARKETING', user: 'U0ANA' }).at(-1)
    expect(seen).toMatchObject({ text: 'Three tokens.', ephemeral: true })
    expect(JSON.stringify(seen?.blocks)).toContain('Three &lt;tokens&gt; &amp; more')
    expect(world.slack.driver.messages({ channel: 'C0MARKETING', user: 'U0BEN' }).at(-1)?.text).not.toBe(
      'Three tokens.',
    )
  })

  test('with a token value in it is kept without the value', async () => {
    const before = released()
    const secret = `eyJhbGciOiJSUzI1NiJ9.${'a1B2'.repeat(20)}.${'c3D4'.repeat(20)}`
    await world.slack.driver.command({ ...ana, text: `rotate mkt_token1 ${secret}` })
    expect(await waitForRelease(before)).toMatchObject({ parsed: { ok: false, problem: { secret: true } } })
    expect(JSON.stringify(world.inbox.saved())).not.toContain('a1B2')
    expect(world.log.text()).not.toContain('a1B2')
  })

  test('delivered again to the letter is acknowledged and has no second effect', async () => {
    const before = released()
    const first = await world.slack.driver.command({ ...ana, text: 'status' })
    await waitForRelease(before)
    const again = await world.slack.driver.replay(first.deliveryId)
    expect(again).toMatchObject({ status: 200, body: '' })
    expect(released()).toBe(before + 1)
  })

  test.each([
    ['refuse', 'the inbox refuses'],
    ['hang', 'the inbox does not answer'],
    ['fail', 'Redis is gone'],
  ] as const)('gets one sentence within a second and is not run when %s: %s', async (how, _) => {
    world.inbox.behave(how)
    const before = released()
    const result = await world.slack.driver.command({ ...ana, text: 'rotate mkt_token1' })
    expect(result.status).toBe(200)
    expect(result.ms).toBeLessThan(1_000)
    expect(JSON.parse(result.body)).toEqual({ response_type: 'ephemeral', text: sentences.cannotSave })
    expect(released()).toBe(before)
  })

  test('whose release cannot be made sure of says so', async () => {
    world.inbox.behave('hang on release')
    expect(await world.slack.driver.command({ ...ana, text: 'help' })).toMatchObject({ status: 200, body: '' })
    await world.slack.driver.waitFor(
      () => world.slack.driver.messages(ana).find(({ text }) => text === sentences.unsure),
      5_000,
    )
  })
})

describe('who sent it', () => {
  test('a guest is told apart', async () => {
    const before = released()
    await world.slack.driver.command({ user: 'U0GUS', channel: 'C0MARKETING', text: 'list' })
    expect(await waitForRelease(before)).toMatchObject({ sender: { user: 'U0GUS', guest: true } })
  })

  test('a member is neither guest nor foreign', async () => {
    const before = released()
    await world.slack.driver.command({ ...ana, text: 'list' })
    const inbound = await waitForRelease(before)
    expect(inbound?.sender).not.toHaveProperty('guest')
    expect(inbound?.sender).not.toHaveProperty('foreign')
  })

  test('somebody of another workspace who clicks in a shared channel is foreign', async () => {
    const buttons = [{ action: 'approve', value: 'acme/R1', label: 'Approve' }]
    const posted = await world.messenger.post(
      { kind: 'channel', platform: 'slack', id: 'C0PARTNERS' },
      { summary: 'Approve?', blocks: [{ kind: 'buttons', buttons }] },
      { key: 'foreign' },
    )
    if (posted.kind !== 'ok') throw new Error(posted.kind)
    const before = released()
    const { message: ts } = posted.place
    await world.slack.driver.click({ user: 'U0EVE', channel: 'C0PARTNERS', ts, actionId: 'approve' })
    expect(await waitForRelease(before)).toMatchObject({ kind: 'click', sender: { user: 'U0EVE', foreign: true } })
  })

  test('who cannot be looked up is refused, and nothing is saved', async () => {
    world.slack.change({
      people: [{ id: 'U0NEW', name: 'new', realName: 'New Person', email: 'new@sandbox.example', timeZone: 'UTC' }],
      channels: [{ id: 'C0NEW', name: 'new', kind: 'public', members: ['U0NEW'] }],
    })
    world.slack.settings({ errors: [{ method: 'users.info', error: 'internal_error' }] })
    const before = world.inbox.saved().length
    const result = await world.slack.driver.command({ user: 'U0NEW', channel: 'C0NEW', text: 'list' })
    expect(JSON.parse(result.body)).toMatchObject({ text: sentences.cannotTellWho })
    expect(world.inbox.saved()).toHaveLength(before)
  })
})

describe('the door', () => {
  const send = (body: string, headers: Record<string, string>, method = 'POST'): Promise<number> =>
    new Promise((resolve, reject) => {
      const req = request(world.url, { method, headers, agent: false }, (res) => {
        res.resume()
        resolve(res.statusCode ?? 0)
      })
      req.on('error', reject)
      req.end(body)
    })
  const signed = (body: string, type = 'application/json', skewMs = 0) => {
    const timestamp = `${Math.floor((Date.now() + skewMs) / 1_000)}`
    const hmac = createHmac('sha256', world.slack.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
    return {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hmac}`,
    }
  }
  const form = 'application/x-www-form-urlencoded'

  test('lets nothing in whose signature is wrong', async () => {
    const before = world.inbox.saved().length
    expect((await world.slack.driver.command({ ...ana, text: 'list', signature: `v0=${'0'.repeat(64)}` })).status).toBe(
      401,
    )
    expect(world.inbox.saved()).toHaveLength(before)
  })

  test.each(['=', '=1'])('lets in no replay whose signature goes on with %s', async (more) => {
    const body = `command=%2Fedgekv&text=list&team_id=T0SANDBOX&user_id=U0ANA&channel_id=C0MARKETING&trigger_id=${more}`
    const headers = signed(body, form)
    const before = released()
    expect(await send(body, headers)).toBe(200)
    await waitForRelease(before)
    const saved = world.inbox.saved().length
    const goingOn = { ...headers, 'x-slack-signature': `${headers['x-slack-signature']}${more}` }
    expect(await send(body, goingOn)).toBe(401)
    expect(world.inbox.saved()).toHaveLength(saved)
  })

  test.each([-6, 6, 60])('lets nothing in whose timestamp is %i minutes off, however well signed', async (minutes) => {
    const result = await world.slack.driver.command({ ...ana, text: 'list', skewMs: minutes * 60_000 })
    expect(result.status).toBe(401)
  })

  test('takes a content type with a character set', async () => {
    const body = 'command=%2Fedgekv&text=list&team_id=T0SANDBOX&user_id=U0ANA&channel_id=C0MARKETING'
    expect(await send(body, signed(body, `${form}; charset=utf-8`))).toBe(200)
  })

  test.each([
    ['null', 400],
    ['[]', 400],
    ['"text"', 400],
    ['{"broken', 400],
    ['{"type":"block_actions","actions":5}', 400],
    ['{"type":"block_actions","actions":[{"type":"button","action_id":"a"}],"user":7,"container":null}', 400],
    ['{"type":"view_submission","view":null,"user":{"id":"U0ANA"},"team":{"id":"T0SANDBOX"}}', 400],
    ['{"type":"event_callback","event":{"type":"app_home_opened"},"team_id":"T0SANDBOX"}', 200],
  ])('answers %s, signed, with %i and no stack trace', async (body, status) => {
    expect(await send(body, signed(body))).toBe(status)
  })

  test('answers a payload that is no object with 400', async () => {
    const body = 'payload=null'
    expect(await send(body, signed(body, form))).toBe(400)
  })

  test('answers a command without a sender with 400', async () => {
    const body = 'command=%2Fedgekv&text=list&channel_id=C0MARKETING'
    expect(await send(body, signed(body, form))).toBe(400)
  })

  test('refuses other methods, other types, and what is too large', async () => {
    expect(await send('', {}, 'GET')).toBe(405)
    expect(await send('<x/>', { 'content-type': 'text/xml' })).toBe(415)
    const large = 'x'.repeat(1_000_001)
    expect(await send(large, { 'content-type': form, 'transfer-encoding': 'chunked' })).toBe(413)
  })

  test("answers Slack's checks of the address", async () => {
    expect(await world.slack.connect({ url: world.url, verify: true })).toBe(true)
    expect(await send('ssl_check=1&token=x', { 'content-type': form })).toBe(200)
  })

  test('says nothing of what it refused beyond its name', () => {
    expect(world.log.text()).not.toMatch(/at \/|hooks|response_url|xoxb|v0=/)
  })
})
