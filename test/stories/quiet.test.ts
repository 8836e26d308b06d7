import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectTo } from '../store/support/store-world.ts'
import { type Story, startStory } from './support/start-story.ts'
import { actionsOf, textOf } from './support/texts.ts'
import { type Hook, startHook, tomorrow, warningConfig, worldOf } from './support/warning-story.ts'

const config = warningConfig({
  people: ['ANA', 'BEN', 'CHO', 'DEE'].map((name) => `{ name: ${name.toLowerCase()}, slack: U0${name} }`),
  groups: ['marketers: { people: [ana] }', 'readers: { people: [dee] }'],
  marketing: ['members: marketers', 'visibleTo: [members, approvers, readers]'],
  platform: ['members: edge-approvers', 'visibleTo: [approvers]'],
  admins: 'edge-approvers',
})

const start = tomorrow()
const tokens = [
  { name: 'mkt_soon', days: 7 },
  { name: 'mkt_dying', days: 1 },
  { name: 'plt_soon', days: 7 },
]
let story: Story
let pager: Hook
let heartbeat: Hook

beforeAll(async () => {
  pager = await startHook()
  heartbeat = await startHook()
  story = await startStory(config, {
    at: start + 8 * 3_600_000,
    world: worldOf(start, tokens),
    env: { PAGERDUTY_ROUTING_KEY: 'routing-key', PAGERDUTY_EVENTS_URL: pager.url, HEARTBEAT_URL: heartbeat.url },
  })
  await until(() => heartbeat.taken.length > 0)
})
afterAll(async () => {
  await story?.close()
  await pager?.close()
  await heartbeat?.close()
})

const inChannel = (channel: string) => story.sandbox.slack.driver.messages({ channel, user: 'U0ANA' })
const pages = () => pager.taken.map((one) => String(one['event_action']))
const until = async (is: () => boolean): Promise<void> => {
  for (let n = 0; n < 300 && !is(); n += 1) await wait(50)
  expect(is()).toBe(true)
}
const standing = () => inChannel('C0MARKETING').find((one) => /EdgeKV tokens: 2 warnings/.test(textOf(one)))

test('a channel subscribes where the bot can write, to what its subscriber may see', async () => {
  const partners = story.someone('U0ANA', 'C0PARTNERS')
  expect(await story.someone('U0ANA', 'C0RANDOM').asks('subscribe')).toMatch(/cannot write to this channel.*\/invite/s)
  expect(await partners.asks('subscribe --thresholds 12h')).toMatch(/whole days/)
  expect(await partners.asks('subscribe --thresholds 7d,2d')).toMatch(
    /Done: the channel sees what was subscribed to\.$/,
  )
  await partners.reads(/ana subscribed this channel to warnings about all tokens of marketing, 7 and 2 days before/)
  expect(await partners.asks('subscriptions')).toMatch(/all tokens of marketing, 7 and 2 days before they die; by ana/)
  expect(await story.ana.asks('subscriptions')).toMatch(/no subscriptions.*all tokens of marketing come here anyway/s)
  // A round sees the subscription before the digest is due.
  await story.pass('2m')
  await wait(2_000)
  await story.pass('61m')
  const told = await partners.reads(/EdgeKV tokens|expires/)
  expect(textOf(told)).toMatch(/mkt_soon/)
  expect(textOf(told)).not.toMatch(/plt_soon|<@/)
  expect(await partners.asks('unsubscribe nothing*')).toMatch(/Nothing of that kind/)
  expect(await partners.asks('unsubscribe')).toMatch(/Ended/)
  expect(await partners.asks('subscriptions')).toMatch(/no subscriptions/)
})

test("only the owner's people silence a warning, and nobody hears of tokens they may not see", async () => {
  await story.ana.reads(/EdgeKV tokens: 2 warnings/)
  expect(await story.cho.asks('ack mkt_soon')).toMatch(/no token called mkt_soon that you can see/)
  expect(await story.ana.asks('ack plt_soon')).toMatch(/no token called plt_soon/)
  expect(await story.ana.asks('ack mkt_nothing')).toMatch(/no token called mkt_nothing/)
  for (const line of ['ack mkt_soon', 'snooze mkt_soon 2d'])
    expect(await story.dee.asks(line)).toMatch(
      /Only the people of marketing, its approvers and its on-call can silence warnings about mkt_soon/,
    )
  expect(textOf(standing() ?? { text: '', blocks: [] })).not.toContain('acknowledged')
  const files = (await readdir(story.auditDir)).map((file) => readFile(join(story.auditDir, file), 'utf8'))
  const tries = (await Promise.all(files)).join('').match(/"code":"may-not-silence"/g)
  expect(tries).toHaveLength(2)
})

test('a snooze is never longer than until the next threshold, and the message says who is on it', async () => {
  expect(await story.ana.asks('snooze mkt_soon 30d')).toMatch(
    /is quiet until .*never silenced past its next threshold/s,
  )
  await until(() => /acknowledged by ana until/.test(textOf(standing() ?? { text: '', blocks: [] })))
  expect(await story.ana.asks('snooze mkt_soon 2h')).not.toMatch(/never silenced/)
})

test('the Snooze button does what the word does', async () => {
  const digest = standing()
  if (digest === undefined) throw new Error('no digest')
  expect(actionsOf(digest)).toContain('run-2')
  expect(await story.ana.clicks(digest, 'run-2')).toMatch(/mkt_dying .*is quiet until/)
})

test('what was forgotten is told again in the thread, once', async () => {
  const digest = standing()?.ts ?? 'no digest'
  const before = inChannel('C0MARKETING').length
  await story.pass('3h')
  await wait(1_500)
  expect(inChannel('C0MARKETING')).toHaveLength(before)
  await story.pass('22h')
  await until(() => inChannel('C0MARKETING').length > before)
  await story.ana.reads(/Still so\..*mkt_soon/s)
  const told = inChannel('C0MARKETING').filter((one) => /Still so\..*mkt_soon/s.test(textOf(one)))
  expect(told).toHaveLength(1)
  expect(told[0]?.threadTs).toBe(digest)
})

test('death is acknowledged for one hour alone: the pager is told, and woken again after it', async () => {
  await story.pass('15h')
  await until(() => pages().length >= 2)
  const before = pages().length
  expect(await story.ana.asks('snooze mkt_dying 3d')).toMatch(/an hour at most/)
  await until(() => pages().length > before)
  expect(pages().slice(before)).toEqual(['acknowledge'])
  await story.pass('61m')
  await until(() => pages().length >= before + 3)
  expect(pages().slice(before)).toEqual(['acknowledge', 'resolve', 'trigger'])
})

test('a token that anybody replaced is settled in place, and at the pager', async () => {
  const before = pages().length
  await story.post(
    '/seed',
    worldOf(
      start,
      tokens.map((one) => ({ ...one, on: [] })),
    ),
  )
  const scans = heartbeat.taken.length
  await story.pass('61m')
  await until(() => heartbeat.taken.length > scans)
  await story.pass('61m')
  await until(() => /settled: replaced/.test(textOf(standing() ?? { text: '', blocks: [] })))
  await until(() => pages().length > before)
  expect(pages().at(-1)).toBe('resolve')
  const trail = (
    await Promise.all((await readdir(story.auditDir)).map((file) => readFile(join(story.auditDir, file), 'utf8')))
  ).join('')
  for (const what of ['warning.sent', 'warning.acknowledged', 'warning.resolved', 'warning.subscribed'])
    expect(trail).toContain(`"${what}"`)
  expect(textOf(standing() ?? { text: '', blocks: [] })).not.toContain('Snooze')
})

/** A day goes by, with time for what is due on both sides of it. */
const nextDay = async (): Promise<void> => {
  await wait(1_500)
  await story.pass('24h')
  await wait(1_500)
}

test('when Redis is lost each owner is told what is gone, once, in its digest', async () => {
  const redis = connectTo(story.redis.url)
  await redis.flushall()
  redis.disconnect()
  const lost =
    /The bot lost its memory of account acme: subscriptions of channels, acknowledgements and snoozes are gone/
  const told = () => inChannel('C0MARKETING').filter((one) => lost.test(textOf(one)))
  await story.pass('61m')
  // The digest after the first scan with the new Redis, whenever a busy machine comes to that.
  for (let day = 0; day < 6 && told().length === 0; day += 1) await nextDay()
  await nextDay()
  expect(told()).toHaveLength(1)
})
