import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterEach, expect, test } from 'vitest'
import { type Story, startStory } from './support/start-story.ts'
import { storyConfig } from './support/story-config.ts'
import { textOf } from './support/texts.ts'

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

/** Ana takes it over; Ben decides, as on any other request. */
const adopt = async (): Promise<void> => {
  expect(await story.dee.asks('adopt abcd8')).toMatch(/Nothing unfinished with the mark abcd8/)
  const plan = await story.ana.types('adopt abcd7 --account acme')
  expect(textOf(plan)).toMatch(/mkt_token1_r2.*Needs one approval/s)
  const asked = await story.ana.clicks(plan, 'ask')
  const id = /Asked as (R\d+)/.exec(asked)?.[1] ?? `none in: ${asked}`
  const card = await story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
  expect(await story.ana.clicks(card, 'approve')).toMatch(/Only members of edge-approvers/)
  await story.ben.clicks(card, 'approve')
  // The token that was left is allowed on staging alone: what production runs keeps the old one.
  await story.until(card, /2 of 2 active on staging.*is not revoked yet.*4101, production/s, '3m')
  const tokens = (await story.control.effects()).filter(({ kind }) => kind.startsWith('token.'))
  expect(tokens.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['token.create mkt_token1_r2'])
}

test('what a lost Redis left at Akamai is shown to its owner by itself, once, and is taken over only when approved anew', async () => {
  story = await startStory((auditDir) => `${storyConfig(auditDir)}rotation: { soak: 0s, sourceDeadline: 0s }\n`)
  const isScanned = ({ message, facts }: (typeof story.log.lines)[number]) =>
    message === 'scanned' && JSON.stringify(facts).includes('"acme"')
  await story.waitFor(() => story.log.lines.find(isScanned))
  await story.callsToAkamai()
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
  await wait(1_000)
  expect(found()).toHaveLength(1)
  await adopt()
}, 60_000)
