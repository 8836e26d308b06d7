import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { SeenMessage } from '../../src/sandbox/slack/driver/driver.ts'
import { type Story, startStory } from './support/start-story.ts'
import { storyConfig } from './support/story-config.ts'
import { actionsOf, textOf } from './support/texts.ts'

let story: Story
afterEach(() => story?.close())

const quick = 'soak: 0s, sourceDeadline: 0s'
const start = async (more = ''): Promise<void> => {
  story = await startStory((auditDir) => `${storyConfig(auditDir)}rotation: { ${quick}${more} }\n`)
}

/** Ana asks; the card as those who decide read it. */
const ask = async (line: string): Promise<SeenMessage> => {
  const asked = await story.ana.clicks(await story.ana.types(line), 'ask')
  const id = /Asked as (R\d+)/.exec(asked)?.[1] ?? `none in: ${asked}`
  return story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
}
const idOf = (card: SeenMessage): string => /\((R\d+)\)/.exec(textOf(card))?.[1] ?? ''

const approve = async (card: SeenMessage): Promise<void> => {
  expect(await story.ben.clicks(card, 'approve')).toMatch(/is approved/)
}

/** How often the bot did this at Akamai. */
const count = async (kind: string, name?: string): Promise<number> =>
  (await story.control.effects()).filter(
    (one) => one.kind === kind && one.client !== 'outside' && (name === undefined || one.name === name),
  ).length

const minutes = (from: number): string => new Date(Date.now() + from * 60_000).toISOString().slice(0, 16)

test('a freeze holds what has begun and what is approved, says until when, and both go on by themselves', async () => {
  const until = minutes(30 * 60)
  await start(`, freezes: [{ from: "${minutes(5)}Z", to: "${until}Z", reason: release week }]`)
  const card = await ask('rotate mkt_token1')
  await approve(card)
  const day = until.slice(0, 10)
  const held = await story.until(card, /A freeze holds \(release week\): nothing more is activated or revoked until/)
  expect(textOf(held)).toContain(day)
  const before = await count('activation.create')
  const waiting = await ask('revoke mkt_unused --reason "left over"')
  await approve(waiting)
  await story.ben.reads(
    new RegExp(`mkt_unused .*waits for the end of the freeze \\(release week\\), ${day} \\d\\d:\\d\\d UTC`),
  )
  expect(await story.ana.asks(`status ${idOf(card)}`)).toMatch(/A freeze holds \(release week\)/)
  await story.pass('20h')
  await wait(1_000)
  await story.callsToAkamai()
  expect([await count('activation.create'), await count('token.revoke')]).toEqual([before, 0])
  await story.pass('12h')
  await story.until(waiting, /mkt_unused revoked/, '3m')
  await story.until(card, /^(?![\s\S]*A freeze holds)/)
  expect(await count('activation.create')).toBeGreaterThan(before)
})

test('what Akamai makes wider than asked is revoked at once and told, and is planned anew from no approval', async () => {
  await start()
  await story.control.settings({ account: 'acme', ignoresRestriction: true })
  const card = await ask(
    'create token mkt_wide --account=acme --staging=allow --production=deny --namespace=marketing+r --ewids=4101',
  )
  await approve(card)
  const ended = await story.until(card, /Void\..*mkt_wide with more rights than the plan asks for.*revoked at once/s)
  expect(actionsOf(ended)).toEqual(['again'])
  const told = await story.ana.isTold(/mkt_wide.*is void.*more rights.*revoked at once.*Ask again for a fresh plan/s)
  expect([await count('token.create', 'mkt_wide'), await count('token.revoke', 'mkt_wide')]).toEqual([1, 1])
  expect(await story.ana.asks('audit acme/mkt_wide')).toMatch(/token\.revoked.*wider-scope/s)
  await story.control.settings({ account: 'acme', ignoresRestriction: false })
  const anew = await story.ana.clicks(told, 'again')
  expect(anew).toMatch(/Create a token mkt_wide/)
  expect(anew).toMatch(/Needs one approval/)
})

test('an approval is void when Akamai cannot be read for half an hour, and nothing was done', async () => {
  await start()
  const card = await ask('rotate mkt_token1')
  // Nothing is tried again after a 401: a whole half hour passes here in moments.
  await story.post('/errors', { rate: 1, status: 401 })
  await approve(card)
  const ended = await story.until(card, /Void\. Akamai could not be read for half an hour/, '16m')
  expect(actionsOf(ended)).toEqual(['again'])
  const told = await story.ana.isTold(/could not be read for half an hour.*Nothing was done; ask again/s)
  expect(await count('token.create')).toBe(0)
  expect(await story.ben.clicks(card, 'approve', { stale: true })).toMatch(/is void: Akamai could not be read/)
  expect(await story.ana.clicks(told, 'again')).toMatch(/Akamai could not be read/)
  await story.failAkamai(0)
  expect(await story.ana.clicks(told, 'again')).toMatch(/Rotate mkt_token1.*Needs one approval/s)
})

test('a token is migrated to one that refreshes itself, in every bundle, and the old one is revoked', async () => {
  await start()
  expect(await story.cho.asks('migrate acme/chk_auto')).toMatch(/refreshes itself|nothing to migrate/)
  const card = await ask('migrate mkt_token1 --reason "the last one"')
  await approve(card)
  const done = await story.until(card, /Done\. 3 EdgeWorkers use the new token; mkt_token1 revoked/, '3m')
  expect(textOf(done)).not.toMatch(/"value"/)
  expect(await story.ana.asks('show mkt_token1_r2')).toMatch(/refreshes itself/i)
})

test('a rotation under which somebody deployed goes on only when that was asked for and approved', async () => {
  await start()
  const card = await ask('rotate mkt_token1')
  await approve(card)
  await story.until(card, /new token \S+ created/)
  const foreign = { edgeWorkerId: 4101, network: 'PRODUCTION', version: '9.9', tokenName: 'mkt_token1' }
  await story.post('/deploy', foreign)
  await story.until(card, /Held: .*9\.9/s, '3m')
  const plan = await story.ana.types(`retry ${idOf(card)}`)
  expect(textOf(plan)).toMatch(/^Go on with mkt_token1.*4101.*9\.9/s)
  const asked = await story.ana.clicks(plan, 'ask')
  const id = /Asked as (R\d+)/.exec(asked)?.[1] ?? `none in: ${asked}`
  expect(await story.ana.asks(`retry ${idOf(card)}`)).toMatch(new RegExp(`${id}`))
  const again = await story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
  expect(textOf(story.ben.sees(card.ts))).toMatch(/Held/)
  await approve(again)
  await story.until(again, new RegExp(`${idOf(card)} goes on with what was deployed meanwhile`), '3m')
  await story.until(card, /Done\. 3 EdgeWorkers use the new token/, '3m')
})
