import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenMessage } from '../../src/sandbox/slack/driver/driver.ts'
import { storyPlatform } from './support/platform.ts'
import { type Story, startStory } from './support/start-story.ts'
import { actionsOf, textOf } from './support/texts.ts'

let story: Story
beforeAll(async () => {
  story = await startStory()
})
afterAll(() => story?.close())

/** Asks for the rotation of `mkt_token1` and gives the card in the channel. */
const ask = async (): Promise<SeenMessage> => {
  const plan = await story.ana.types('rotate mkt_token1')
  const asked = await story.ana.clicks(plan, 'ask')
  const id = /Asked as (R\d+)/.exec(asked)?.[1] ?? 'none'
  return story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
}
const idOf = (card: SeenMessage): string => /\((R\d+)\)/.exec(textOf(card))?.[1] ?? ''
const isGone = (card: SeenMessage, pattern: RegExp) =>
  story.waitFor(() => {
    const now = story.ben.sees(card.ts)
    return pattern.test(textOf(now)) && !actionsOf(now).includes('approve') ? now : undefined
  }, 15_000)

test('neither the asker nor one without a part can decide, each is told why, and the card stays open', async () => {
  const card = await ask()
  expect(await story.ana.clicks(card, 'approve')).toMatch(/Only members of edge-approvers/)
  expect(await story.dee.clicks(card, 'approve')).toMatch(/Only members of edge-approvers/)
  expect(await story.gus.clicks(card, 'approve')).toMatch(/full members/)
  expect(await story.dee.asks(`approve ${idOf(card)}`)).toMatch(/Only members of edge-approvers/)
  expect(actionsOf(story.ben.sees(card.ts))).toEqual(['approve', 'deny', 'plan', 'withdraw'])
  expect(await story.ben.clicks(card, 'withdraw')).toMatch(/nothing to withdraw/)
  expect(await story.ana.clicks(card, 'withdraw')).toMatch(/withdrawn; nothing was done/)
  await isGone(card, /Withdrawn/)
  expect(await story.ben.clicks(card, 'approve', { stale: true })).toMatch(/withdrawn by ana/)
})

test('a denial takes its reason from a form, ends the request, and the asker is told by direct message', async () => {
  const card = await ask()
  await story.ben.presses(card, 'deny')
  expect(await story.ben.submits({ reason: 'not on a Friday' })).toMatch(/is denied. ana is told/)
  await story.ana.isTold(/denied by ben.*not on a Friday/s)
  await isGone(card, /Denied: nothing was done/)
  expect(await story.cho.clicks(card, 'approve', { stale: true })).toMatch(/already denied by ben/)
})

test('an approver cannot approve what they asked for themselves', async () => {
  const plan = await story.ben.types('rotate mkt_token1')
  await story.ben.clicks(plan, 'ask')
  const card = await story.cho.reads(/Needs one approval/)
  expect(await story.ben.clicks(card, 'approve')).toMatch(/You asked for this, so somebody else must decide/)
  await story.ben.clicks(card, 'withdraw')
})

test('a request that nobody decides is reminded of, lapses, and its asker may ask again', async () => {
  const card = await ask()
  const reminders = () => story.ben.all().filter((message) => /still waits for a decision/.test(textOf(message))).length
  const before = reminders()
  const reminded = (times: number) => story.waitFor(() => (reminders() === before + times ? {} : undefined), 15_000)
  await story.pass('230m')
  await wait(500)
  expect(reminders()).toBe(before)
  await story.pass('15m')
  await reminded(1)
  await story.pass('180m')
  await wait(500)
  expect(reminders()).toBe(before + 1)
  await story.pass('10m')
  await reminded(2)
  await story.pass('50m')
  const told = await story.ana.isTold(/lapsed: nobody decided in time/)
  expect(actionsOf(told)).toEqual(['again'])
  await isGone(card, /Lapsed/)
  expect(reminders()).toBe(before + 2)
  expect(await story.ben.clicks(card, 'approve', { stale: true })).toMatch(/lapsed/)
  await story.ana.presses(told, 'again')
  await story.ana.isTold(/Rotate mkt_token1[\s\S]*Ask for approval/)
}, 60_000)

test('a card voids itself when somebody deploys meanwhile, and says what moved', async () => {
  const card = await ask()
  await story.deploy(4101)
  for (let n = 0; n < 12 && !/Void/.test(textOf(story.ben.sees(card.ts))); n += 1) {
    await story.pass('5m')
    await wait(1_100)
    await story.callsToAkamai()
  }
  const seen = await isGone(card, /Void/)
  expect(textOf(seen)).toMatch(/EdgeWorker 4101 on staging runs version .* instead of/)
  expect(actionsOf(seen)).toEqual(['again'])
  expect(await story.ben.clicks(card, 'approve', { stale: true })).toMatch(/is void: What was planned has changed/)
})

test('sixteen clicks at once are one decision, and each gets an answer', async () => {
  const card = await ask()
  const before = story.ben.answers() + story.cho.answers()
  const clicks = Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? story.ben : story.cho).presses(card, 'approve'))
  const deliveries = await Promise.all(clicks)
  expect(deliveries.every(({ outcome }) => outcome === 'ok')).toBe(true)
  await isGone(card, /Approved by/)
  await story.waitFor(() => (story.ben.answers() + story.cho.answers() === before + 16 ? {} : undefined), 40_000)
  const audit = await story.ben.asks('audit mkt_token1')
  expect(audit.match(new RegExp(`${idOf(card)}\\W+request\\.approved`, 'g'))).toHaveLength(1)
}, 60_000)

const inPlatform = (user: string) => story.someone(user, 'C0PLATFORM')

test('only those who may break the glass can, only with the phrase, and everybody who was passed by hears of it', async () => {
  expect(await story.ana.asks('break-glass rotate chk_cart --reason "it leaks"')).toMatch(/may break the glass/)
  const plan = await story.cho.types('break-glass rotate globex/shared_ro --reason "it leaks now"')
  await story.cho.presses(plan, 'break-glass')
  expect(await story.cho.submits({ phrase: 'please', reason: 'it leaks now' })).toMatch(/the phrase to type/)
  await story.cho.presses(plan, 'break-glass')
  expect(await story.cho.submits({ phrase: 'break glass', reason: 'it leaks now' })).toMatch(
    /starts now without approval/,
  )
  const told = await story.ben.isTold(/cho broke the glass.*it leaks now/s)
  expect(actionsOf(told)).toEqual(['reviewed'])
  expect(await story.ben.asks('audit globex/shared_ro')).toMatch(/break-glass.used/)
  const [ben, cho, dee] = [inPlatform('U0BEN'), inPlatform('U0CHO'), inPlatform('U0DEE')]
  const wanted = () =>
    ben.all().filter((message) => message.threadTs !== undefined && /nobody has reviewed it/.test(textOf(message)))
  const reminded = (times: number) => story.waitFor(() => (wanted().length === times ? {} : undefined), 15_000)
  await wait(500)
  expect(wanted()).toEqual([])
  await story.pass('25h')
  await reminded(1)
  await story.pass('25h')
  await reminded(2)
  const asks = wanted().at(-1) ?? told
  expect(await cho.clicks(asks, 'reviewed')).toMatch(/You broke the glass yourself, so somebody else must review it/)
  expect(await dee.clicks(asks, 'reviewed')).toMatch(/Only members of edge-approvers can review this|no R\d+/)
  expect(await ben.clicks(asks, 'reviewed')).toMatch(/Thank you: the review of R\d+ is closed/)
  expect(await ben.clicks(asks, 'reviewed')).toMatch(/was already reviewed by ben/)
  await story.pass('50h')
  await wait(500)
  expect(wanted()).toHaveLength(2)
}, 60_000)

test.skipIf(storyPlatform() === 'teams')(
  'App Home shows what runs and the most urgent tokens, to each what they may see',
  async () => {
    const home = await story.ben.opensHome()
    expect(home).toMatch(/Waiting for you.*Your tokens.*Running.*mkt_token1/s)
    expect(await story.dee.opensHome()).not.toMatch(/chk_/)
  },
)

test('a token is asked for by a form, whose answers go through the rules of a typed line', async () => {
  await story.ana.sends('create --account=acme')
  const answer = await story.ana.submits({
    name: 'mkt_fresh',
    networks: ['staging'],
    namespaces: ['marketing'],
    rights: 'r',
    ewids: ['4101'],
  })
  expect(answer).toMatch(/Create a? ?.*mkt_fresh.*marketing \(r\); staging; EdgeWorker 4101/s)
})
