import { afterAll, beforeAll, expect, test } from 'vitest'
import { marketing } from '../../src/sandbox/teams/world/conversations.ts'
import { playIn } from './support/platform.ts'
import type { Someone } from './support/someone.ts'
import { type Story, startStory } from './support/start-story.ts'
import { actionsOf, textOf } from './support/texts.ts'

playIn('both')

let story: Story
let ben: Someone
let ana: Someone
beforeAll(async () => {
  story = await startStory()
  ana = story.inTeams('U0ANA')
  ben = story.inTeams('U0BEN')
})
afterAll(() => story?.close())

const idOf = (answer: string): string => /Asked as (R\d+)/.exec(answer)?.[1] ?? 'none'
const asks = (id: string): RegExp => new RegExp(`asks for this \\(${id}\\)`)

/** The card of this request, as it is now, once it says so. */
const shows = (someone: Someone, ts: string, pattern: RegExp) =>
  story
    .waitFor(() => {
      const now = someone.sees(ts)
      return pattern.test(textOf(now)) ? now : undefined
    }, 30_000)
    .catch(() => {
      throw new Error(`it does not say ${pattern}, but:\n${textOf(someone.sees(ts))}`)
    })

test('a request in Teams cannot be approved by the same human in Slack, nor the other way round', async () => {
  const inTeams = await ben.clicks(await ben.types('rotate mkt_token1'), 'ask')
  const card = await story.ben.reads(asks(idOf(inTeams)))
  expect(await story.ben.clicks(card, 'approve')).toMatch(/You asked for this, so somebody else must decide/)
  expect(await story.ben.asks(`approve ${idOf(inTeams)}`)).toMatch(/You asked for this/)
  expect(await story.ben.clicks(card, 'withdraw')).toMatch(/withdrawn/)

  const inSlack = await story.ben.clicks(await story.ben.types('rotate mkt_token1'), 'ask')
  const other = await ben.reads(asks(idOf(inSlack)))
  expect(await ben.clicks(other, 'approve')).toMatch(/You asked for this, so somebody else must decide/)
  await ben.clicks(other, 'withdraw')
})

test('each sees in Teams what is theirs to press, whatever everybody sees', async () => {
  const asked = await ana.clicks(await ana.types('rotate mkt_token1'), 'ask')
  const card = await ben.reads(asks(idOf(asked)))
  const { driver } = story.sandbox.teams
  await driver.looks(ana.user, card.ts)
  await driver.looks(ben.user, card.ts)
  expect(actionsOf(ana.sees(card.ts))).toEqual(['plan', 'withdraw'])
  expect(textOf(ana.sees(card.ts))).toMatch(/You asked for this, so somebody else must decide it/)
  expect(actionsOf(ben.sees(card.ts))).toEqual(['approve', 'deny', 'plan'])
  await ana.clicks(ana.sees(card.ts), 'withdraw')
  await shows(ana, card.ts, /Withdrawn/)
})

test('a card whose post was answered 502 stands in Teams once: the client that shows it tells where', async () => {
  const { driver, fail } = story.sandbox.teams
  const plan = await story.ana.types('rotate mkt_token1')
  fail({ status: 502, afterEffect: true, method: 'POST' })
  const id = idOf(await story.ana.clicks(plan, 'ask'))
  const card = await ben.reads(asks(id))
  await driver.looks(ben.user, card.ts)
  await story.ana.clicks(await story.ben.reads(asks(id)), 'withdraw')
  await shows(ben, card.ts, /Withdrawn/)
  const all = driver.messages({ conversation: marketing }).filter(({ text }) => text.includes(`(${id})`))
  expect(all.map(({ id: message }) => message)).toEqual([card.ts])
}, 60_000)

test('one rotation is asked for in Slack, approved in Teams by somebody else, and watched in both to its end', async () => {
  const asked = await story.ana.clicks(await story.ana.types('rotate mkt_token1'), 'ask')
  const inSlack = await story.ben.reads(asks(idOf(asked)))
  const inTeams = await ben.reads(asks(idOf(asked)))
  expect(await ben.clicks(inTeams, 'approve')).toMatch(/is approved and starts now/)
  for (const [someone, ts] of [
    [story.cho, inSlack.ts],
    [ben, inTeams.ts],
  ] as const) {
    const card = await shows(someone, ts, /Approved by ben/)
    expect(actionsOf(card)).not.toContain('approve')
  }
  expect(await story.cho.clicks(inSlack, 'approve', { stale: true })).toMatch(/already approved by ben/)
  await story.control.rate(600)
  await Promise.all([shows(ben, inTeams.ts, /Running\*? – soak/), shows(story.ana, inSlack.ts, /Running\*? – soak/)])
  await story.pass('1d')
  await ana.presses(await shows(ana, inTeams.ts, /Source updated/), 'source')
  const done = /Done\. 3 EdgeWorkers use the new token; mkt_token1 revoked/
  await Promise.all([shows(ben, inTeams.ts, done), shows(story.ana, inSlack.ts, done)])
  const boards = story.sandbox.teams.driver.messages({ conversation: marketing }).filter(({ text }) => done.test(text))
  expect(boards).toHaveLength(1)
  expect((await story.control.effects()).filter(({ kind }) => kind === 'token.revoke')).toHaveLength(1)
}, 120_000)
