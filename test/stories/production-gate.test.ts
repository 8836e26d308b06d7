import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenMessage } from '../../src/sandbox/slack/driver/driver.ts'
import { type Story, startStory } from './support/start-story.ts'
import { storyConfig } from './support/story-config.ts'
import { actionsOf, textOf } from './support/texts.ts'

/** Two approve what reaches production, once before it begins and once more before production. */
const config = (auditDir: string): string =>
  storyConfig(auditDir)
    .replace('{ people: [ben, cho] }', '{ people: [ana, ben, cho] }')
    .replace('    lapseAfter: 8h\n', '    lapseAfter: 8h\n    backup: edge-on-call\n')
    .replace('policies:\n', 'policies:\n  - match: { action: rotate, network: PRODUCTION }\n    approvals: 2\n')
    .replace('audit:', 'rotation: { soak: 0s, sourceDeadline: 0s, productionGate: true }\naudit:')

let story: Story
beforeAll(async () => {
  story = await startStory(config)
})
afterAll(() => story?.close())

const idOf = (card: SeenMessage): string => /\((R\d+)\)/.exec(textOf(card))?.[1] ?? ''

/** Ana asks; Ben and Cho approve; staging is done. */
const atGate = async (): Promise<SeenMessage> => {
  const plan = await story.ana.types('rotate mkt_token1')
  const id = /Asked as (R\d+)/.exec(await story.ana.clicks(plan, 'ask'))?.[1] ?? 'none'
  const card = await story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
  expect(await story.ben.clicks(card, 'approve')).toMatch(/1 more needed/)
  expect(await story.cho.clicks(card, 'approve')).toMatch(/is approved and starts now/)
  return story.until(card, /Before production: Needs 2 more approvals from edge-approvers/)
}

test('the gate before production asks for as many approvals as the request, and counts none of its asker or of strangers', async () => {
  const card = await atGate()
  const id = idOf(card)
  expect(actionsOf(card)).toEqual(['go-production', 'deny-production', 'plan', 'abandon'])
  expect(textOf(card)).toMatch(/ana.* cannot approve it/is)
  expect(await story.ana.asks(`approve ${id}`)).toMatch(/You asked for this/)
  expect(await story.dee.asks(`approve ${id}`)).toMatch(/Only members of edge-approvers can decide/)
  expect(await story.ben.clicks(card, 'go-production')).toMatch(/your approval of R\d+ counts; 1 more needed/)
  expect(await story.ben.asks(`approve ${id}`)).toMatch(/You have voted already/)
  const one = await story.until(card, /Before production: Needs one approval/)
  expect(textOf(one)).toMatch(/Approved for production by .*ben/is)
  expect(actionsOf(one)).toEqual(['go-production', 'deny-production', 'plan', 'withdraw', 'abandon'])
  expect(await story.ben.clicks(one, 'withdraw')).toMatch(/Your vote on R\d+ is taken back/)
  await story.until(card, /Before production: Needs 2 more approvals/)
  expect(await story.cho.asks(`approve ${id}`)).toMatch(/1 more needed/)
  expect(await story.ben.asks(`approve ${id} --reason "staging looks good"`)).toMatch(/goes to production/)
  expect(await story.cho.asks(`approve ${id}`)).toMatch(/already approved for production by ben/)
  const done = await story.until(card, /Done\. /)
  expect(textOf(done)).toMatch(
    /Approved for production by .*cho.*Approved for production by .*ben.*staging looks good/is,
  )
  expect(await story.ben.asks('audit mkt_token1')).toMatch(/request\.vote/)
}, 90_000)

test('a denial before production holds the rotation, and the trail says both', async () => {
  const asked = await story.cho.clicks(await story.cho.types('rotate chk_price'), 'ask')
  const id = /Asked as (R\d+)/.exec(asked)?.[1] ?? 'none'
  const card = await story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
  await story.ana.clicks(card, 'approve')
  await story.ben.clicks(card, 'approve')
  const gate = await story.until(card, /Before production: Needs 2 more approvals/)
  await story.ben.presses(gate, 'deny-production')
  expect(await story.ben.submits({ reason: 'not before the sale' })).toMatch(/denied|held/i)
  await story.until(card, /Held: /)
  const trail = await story.cho.asks('audit chk_price')
  expect(trail).toMatch(/request\.vote[^\n]*not before the sale/)
  expect(trail).toMatch(/rotation\.held[^\n]*gate-denied/)
}, 60_000)

test('who breaks the glass passes the gate too, and the board says who did', async () => {
  const plan = await story.cho.types('break-glass rotate mkt_token1 --replace --reason "it leaks now"')
  await story.cho.presses(plan, 'break-glass')
  expect(await story.cho.submits({ phrase: 'break glass', reason: 'it leaks now' })).toMatch(
    /starts now without approval/,
  )
  const card = await story.ben.reads(/Without approval/)
  const done = await story.until(card, /Done\. /)
  expect(textOf(done)).toMatch(/(\d+) of \1 active on production/)
  expect(textOf(done)).toMatch(/Without approval: .*cho/is)
  expect(textOf(done)).not.toMatch(/Approved/)
  expect(textOf(done)).not.toMatch(/Before production/)
}, 60_000)
