import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SeenMessage } from '../../src/sandbox/slack/driver/driver.ts'
import { cardOfAsked, runningRotation } from './support/running-rotation.ts'
import { type Story, startStory } from './support/start-story.ts'
import { storyConfig } from './support/story-config.ts'
import { textOf } from './support/texts.ts'

/** A leak needs a reason, and who may approve is told by a user group of Slack. */
const config = (auditDir: string): string =>
  `${storyConfig(auditDir)
    .replace('{ people: [ben, cho] }', '{ slackUserGroup: S0APPROVE }')
    .replace('- match: { compromised: true }', '- match: { compromised: true }\n    reason: required')}
rotation: { soak: 0s, sourceDeadline: 0s }
`

let story: Story
const approvers = (...people: readonly string[]) =>
  story.sandbox.slack.change({ groups: [{ id: 'S0APPROVE', handle: 'edge-approvers', name: 'Edge', people }] })
beforeEach(async () => {
  story = await startStory(config)
  approvers('U0BEN', 'U0CHO')
})
afterEach(() => story?.close())

const modal = () =>
  story.waitFor(() => story.sandbox.slack.driver.views('U0ANA').find(({ content }) => content['type'] === 'modal'))

const leaks = (more = ''): Promise<SeenMessage> => story.ana.types(`rotate mkt_token1 --compromised${more}`)

const goesBack = /abandon(ed|ing)|going back/i
const requests = () => story.ben.all().filter((one) => /asks for this \(R2\)/.test(textOf(one)))

test('Abandon and rotate asks for the reason first: nothing is abandoned while the form is open, or when it is closed', async () => {
  const first = await runningRotation(story)
  await story.post('/activations/hold', { count: 100 })
  const plan = await leaks()
  await story.ana.presses(plan, 'make-way')
  await story.sandbox.slack.driver.closeView({ user: 'U0ANA', viewId: (await modal()).id })
  await story.pass('5m')
  expect(await story.ben.asks('status R1')).not.toMatch(goesBack)
  expect(await story.ben.asks('audit mkt_token1')).not.toMatch(/rotation\.abandoned/)
  expect(requests()).toEqual([])
  await story.ana.presses(plan, 'make-way')
  await modal()
  const asked = await story.ana.submits({ reason: 'posted in public' })
  expect(textOf(await cardOfAsked(story, asked))).toContain('posted in public')
  await story.post('/activations/release', {})
  await story.until(first, /Abandoned/, '3m')
}, 60_000)

test('Abandon and rotate abandons nothing where approval cannot be asked for', async () => {
  await runningRotation(story)
  await story.post('/activations/hold', { count: 100 })
  const plan = await leaks(' --reason "posted in public"')
  approvers()
  expect(await story.ana.clicks(plan, 'make-way')).toMatch(/This cannot be approved: .* could give one/)
  expect(await story.ben.asks('audit mkt_token1')).not.toMatch(/rotation\.abandoned/)
  expect(requests()).toEqual([])
}, 60_000)

test('what may not be abandoned any more is named, and the new one waits for it in the queue', async () => {
  const match = { method: 'DELETE', path: '/tokens/' }
  await story.post('/faults', { match, action: 'delay', ms: 8_000, times: 10 })
  const first = await runningRotation(story)
  await story.until(first, /asked by ana: revoking/)
  const plan = await leaks(' --reason "posted in public"')
  const asked = await story.ana.clicks(plan, 'make-way')
  expect(asked).toMatch(/Asked as R2.*The old token of R1 is being revoked; there is no way back/s)
  expect(asked).toMatch(/R2 waits in the queue until R1 has ended/)
  expect(textOf(await cardOfAsked(story, asked))).toContain('R2')
}, 60_000)
