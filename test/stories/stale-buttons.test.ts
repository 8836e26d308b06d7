import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Story, startStory } from './support/start-story.ts'
import { storyConfig } from './support/story-config.ts'
import { actionsOf, textOf } from './support/texts.ts'

/** One approval for the request, and one more before production. */
const config = (auditDir: string): string =>
  storyConfig(auditDir).replace('audit:', 'rotation: { soak: 0s, sourceDeadline: 0s, productionGate: true }\naudit:')

let story: Story
beforeAll(async () => {
  story = await startStory(config)
})
afterAll(() => story?.close())

const waits = /R\d+ was already approved by ben; now it waits before production.*Go to production or Deny/

test('what is left of the first card decides nothing at the gate before production, nor the gate once it is passed', async () => {
  const plan = await story.ana.types('rotate mkt_token1')
  const id = /Asked as (R\d+)/.exec(await story.ana.clicks(plan, 'ask'))?.[1] ?? 'none'
  const card = await story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
  await story.cho.presses(card, 'deny')
  expect(await story.ben.clicks(card, 'approve')).toMatch(/is approved and starts now/)
  const gate = await story.until(card, /Before production: Needs one approval/)
  expect(actionsOf(gate)).toEqual(['go-production', 'deny-production', 'plan', 'abandon'])
  expect(await story.cho.submits({ reason: 'not this week' })).toMatch(waits)
  expect(await story.cho.clicks(card, 'approve', { stale: true })).toMatch(waits)
  expect(textOf(story.ben.sees(card.ts))).toMatch(/Before production: Needs one approval/)
  await story.cho.presses(gate, 'deny-production')
  expect(await story.ben.clicks(gate, 'go-production')).toMatch(/goes to production/)
  expect(await story.cho.submits({ reason: 'not this week' })).toMatch(/already approved for production by ben/)
  expect(await story.cho.clicks(gate, 'go-production', { stale: true })).toMatch(
    /already approved for production by ben/,
  )
  expect(textOf(await story.until(card, /Done\. /))).not.toMatch(/Denied|cho/)
}, 90_000)
