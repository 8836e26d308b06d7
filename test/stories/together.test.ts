import { afterAll, beforeAll, expect, test } from 'vitest'
import { playIn } from './support/platform.ts'
import { type Story, startStory } from './support/start-story.ts'
import { storyConfig } from './support/story-config.ts'
import { actionsOf, textOf } from './support/texts.ts'

playIn('both')

/** Two must approve: of Cho, who is configured with an account in Teams alone, and of a group of Slack. */
const config = (auditDir: string): string =>
  storyConfig(auditDir)
    .replace('slack: U0CHO, ', '')
    .replace('{ people: [ben, cho] }', '{ people: [cho], slackUserGroup: S0APPROVERS }')
    .replace('  - match: {}\n    approvals: 1', '  - match: {}\n    approvals: 2')

let story: Story
beforeAll(async () => {
  story = await startStory(config)
  story.sandbox.slack.settings({ perMinute: { 'usergroups.users.list': 600 } })
})
afterAll(() => story?.close())

const inSlack = (...people: readonly string[]): void => {
  story.sandbox.slack.change({ groups: [{ id: 'S0APPROVERS', handle: 'approvers', name: 'approvers', people }] })
}

test('two whose votes would never count together are not two approvers: the plan says so, and so does asking', async () => {
  inSlack('U0DEE')
  const plan = await story.ana.types('rotate mkt_token1')
  expect(textOf(plan)).toMatch(/needs 2 approvals from edge-approvers, and only 1/)
  expect(actionsOf(plan)).not.toContain('ask')
  inSlack('U0DEE', 'U0BEN')
  const askable = await story.ana.types('rotate mkt_token1')
  expect(actionsOf(askable)).toContain('ask')
  inSlack('U0DEE')
  expect(await story.ana.clicks(askable, 'ask')).toMatch(
    /This cannot be approved: 2 approvals are needed, and only 1 could give one/,
  )
  inSlack('U0BEN')
  expect(await story.ana.clicks(askable, 'ask')).toMatch(/Asked as R\d+/)
}, 60_000)
