import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChainEntry } from '../../src/core/audit/chain.ts'
import { verifier } from '../../src/core/audit/verify-chain.ts'
import { type Story, startStory } from './support/start-story.ts'

let story: Story
beforeAll(async () => {
  story = await startStory()
})
afterAll(() => story?.close())

const lines = (): readonly string[] =>
  readdirSync(story.auditDir).flatMap((name) => readFileSync(join(story.auditDir, name), 'utf8').trimEnd().split('\n'))
const entries = (): readonly ChainEntry[] => lines().map((line) => JSON.parse(line))
const seen = (what: string) => entries().filter(({ event }) => event.what === what)
const facts = (what: string): readonly Readonly<Record<string, unknown>>[] =>
  seen(what).map(({ event }) => ({ record: event.record, ...event.facts }))

test('the trail has who asked, under which policy and for which plan, and every refusal on the way', async () => {
  const plan = await story.ana.types('rotate mkt_token1 --reason "it expires"')
  const asked = await story.ana.clicks(plan, 'ask')
  const id = /Asked as (R\d+)/.exec(asked)?.[1] ?? 'none'
  const card = await story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
  await story.ana.clicks(card, 'approve')
  await story.dee.asks(`deny ${id}`)
  await story.gus.clicks(card, 'approve')
  await story.eve.asks('list')
  await story.dee.asks('refresh acme/chk_auto')
  await story.ana.asks('refresh acme/chk_auto')
  await story.ana.asks(`abandon ${id}`)
  const requested = seen('request.requested')[0]?.event
  expect(requested).toMatchObject({ account: 'acme', token: 'mkt_token1', record: id, actor: { id: 'person:ana' } })
  expect(requested?.facts).toMatchObject({ policy: 'default', reason: 'it expires', state: 'requested' })
  expect(facts('request.refused')).toMatchObject([
    { record: id, code: 'not-an-approver' },
    { record: id, code: 'not-an-approver' },
    { code: 'may-not-ask', action: 'refresh' },
    { record: id, code: 'early' },
  ])
  expect(facts('stranger.refused')).toMatchObject([
    { code: 'guest', tried: 'click' },
    { code: 'foreign', tried: 'command' },
  ])
  expect(seen('stranger.refused')[0]?.event.actor).toMatchObject({ id: 'slack:T0SANDBOX/U0GUS' })
})

test('the trail has what the bot did by itself, and the chain holds', async () => {
  const plan = await story.ben.types('rotate mkt_token1')
  await story.ben.clicks(plan, 'ask')
  const card = await story.cho.reads(/asks for this \(R2\)/)
  await story.cho.clicks(card, 'approve')
  const isHere = (what: string) => (): true | undefined => (seen(what).length > 0 ? true : undefined)
  await story.sandbox.slack.driver.waitFor(isHere('token.created'), 15_000)
  await story.pass('30m')
  await story.sandbox.slack.driver.waitFor(isHere('activation.requested'), 15_000)
  expect(facts('config.loaded')).toMatchObject([{ hash: expect.stringMatching(/^[0-9a-f]{64}$/) }])
  expect(facts('rotation.state').map(({ to }) => to)).toEqual(expect.arrayContaining(['preparing', 'staging']))
  expect(seen('token.created')[0]?.event).toMatchObject({ token: expect.stringMatching(/^mkt_token1_r/) })
  expect(seen('activation.requested')[0]?.event).toMatchObject({ token: 'mkt_token1' })
  const into = verifier()
  for (const [index, line] of lines().entries()) into.add('trail', index + 1, line)
  expect(into.finish().broken).toEqual([])
  expect(await story.ben.asks('audit mkt_token1')).toMatch(/waiting for|rotation.started/)
})

test('what could not be told is in the trail: an answer that Slack refused', async () => {
  story.sandbox.slack.settings({
    responseUrlUses: 0,
    errors: ['chat.postEphemeral', 'chat.postMessage'].map((method) => ({ method, error: 'channel_not_found' })),
  })
  const lost = () => facts('message.failed').find(({ key }) => key === 'answer')
  await story.ana.sends('list')
  await story.sandbox.slack.driver.waitFor(lost, 15_000)
  expect(lost()).toMatchObject({ to: 'slack:T0SANDBOX/U0ANA', why: expect.any(String) })
})
