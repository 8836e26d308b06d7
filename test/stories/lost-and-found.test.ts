import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterEach, expect, test } from 'vitest'
import { type Story, startStory } from './support/start-story.ts'

let story: Story
afterEach(() => story.close())

const title = 'Lost and found: mkt_token1'

const found = () =>
  story.sandbox.slack.driver
    .messages({ channel: 'C0MARKETING' })
    .filter((message) => JSON.stringify(message).includes(title))

/** What a rotation of another Redis left: its token, and its version on staging alone. */
const leaveBehind = async (): Promise<void> => {
  await story.makeToken('mkt_token1_r2')
  await story.pass('10m')
  const order = { edgeWorkerId: 4101, network: 'STAGING', version: '1.0-abcd7.1', tokenName: 'mkt_token1_r2' }
  await story.post('/deploy', order)
}

test('what a lost Redis left at Akamai is shown to its owner by itself, once, with buttons', async () => {
  story = await startStory()
  await story.waitFor(() => story.log.lines.find((line) => line.message === 'scanned'))
  expect(found()).toEqual([])
  await leaveBehind()
  const redis = new Redis(story.redis.url)
  await redis.call('FLUSHALL')
  redis.disconnect()
  await story.pass('1h')
  const [card] = await story.waitFor(() => (found().length === 0 ? undefined : found()), 30_000)
  expect(JSON.stringify(card)).toContain('adopt abcd7 --account acme')
  expect(JSON.stringify(card)).toContain('abandon abcd7 --account acme')
  await story.pass('1h')
  await wait(3_000)
  expect(found()).toHaveLength(1)
}, 60_000)
