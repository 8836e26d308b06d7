import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Story, startStory } from './support/start-story.ts'
import { type Hook, startHook, tomorrow, worldOf } from './support/warning-story.ts'

const secret = 'CANARY-notifications-secret'
const config = (auditDir: string): string => `
accounts: [{ name: acme, scanEvery: 1d }]
people: [{ name: ben, slack: U0BEN }]
groups: { edge-approvers: { people: [ben] } }
owners: [{ match: {}, team: platform, slack: { channel: C0PLATFORM }, approvers: edge-approvers }]
audit: { dir: ${JSON.stringify(auditDir)} }
`

const start = tomorrow()
let story: Story
let heartbeat: Hook
beforeAll(async () => {
  heartbeat = await startHook()
  story = await startStory(config, {
    at: start + 8 * 3_600_000,
    world: worldOf(start, [{ name: 'plt_quiet', days: 90 }]),
    env: { NOTIFICATIONS_SECRET: secret, HEARTBEAT_URL: heartbeat.url },
  })
})
afterAll(async () => {
  await story?.close()
  await heartbeat?.close()
})

const mail = { from: 'noreply@akamai.example', subject: 'EdgeKV token plt_quiet', text: 'plt_quiet has been revoked.' }
const send = (body: unknown, headers: Readonly<Record<string, string>> = { authorization: `Bearer ${secret}` }) =>
  fetch(`${story.url}/notifications/akamai`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const scans = () => story.log.lines.filter((line) => line.message === 'scanned').length
const until = async (is: () => boolean): Promise<void> => {
  await story.sandbox.slack.driver.waitFor(() => (is() ? true : undefined), 15_000)
}

test('whoever does not know the secret is refused, and so is what is too long or no such mail', async () => {
  expect((await send(mail, {})).status).toBe(401)
  expect((await send(mail, { authorization: `Bearer ${secret}x` })).status).toBe(401)
  expect((await send(mail, { authorization: `Basic ${secret}` })).status).toBe(401)
  expect((await send({ ...mail, text: 'x'.repeat(256 * 1024) })).status).toBe(413)
  expect((await send('{')).status).toBe(400)
  expect((await send({ subject: 'no text' })).status).toBe(400)
  expect((await fetch(`${story.url}/notifications/akamai`)).status).toBe(405)
})

test('a mail that lies makes the bot look and say nothing; what Akamai says then is told', async () => {
  await until(() => heartbeat.taken.length === 1)
  expect(await (await send(mail)).json()).toEqual({ taken: true, tokens: 1 })
  await until(() => heartbeat.taken.length === 2)
  expect(story.sandbox.slack.driver.messages({ channel: 'C0PLATFORM', user: 'U0BEN' })).toEqual([])
  await story.post('/revoke', { name: 'plt_quiet' })
  expect((await send(mail)).status).toBe(202)
  await story.someone('U0BEN', 'C0PLATFORM').reads(/plt_quiet is in an active bundle, but not in the account any more/)
})

test('a mail about nothing known asks for nothing, and ten a minute are enough', async () => {
  const before = scans()
  expect(await (await send({ ...mail, subject: 'plt_quietly', text: 'xplt_quiet' })).json()).toMatchObject({
    tokens: 0,
  })
  const answers = await Promise.all(Array.from({ length: 8 }, () => send({ ...mail, subject: '-', text: '-' })))
  const late = answers.filter(({ status }) => status === 429)
  expect(late.length).toBeGreaterThan(0)
  expect(Number(late[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(scans()).toBe(before)
})

test('neither the secret nor the mail is kept anywhere', async () => {
  expect(story.log.text()).not.toContain('CANARY')
  expect(story.log.text()).not.toContain('has been revoked')
})
