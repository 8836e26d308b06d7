import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenMessage } from '../../src/sandbox/slack/driver/driver.ts'
import { samplePeople } from '../../src/sandbox/teams/world/people.ts'
import { playIn } from './support/platform.ts'
import type { Someone } from './support/someone.ts'
import { type Story, startStory } from './support/start-story.ts'
import { storyConfig } from './support/story-config.ts'
import { actionsOf, textOf } from './support/texts.ts'

playIn('both')

const entraGroup = '00000000-0000-4000-8000-0000000000e1'

/** On-call is a group of Slack, approvers are Ben and a group of Entra; Dee belongs to both and is linked nowhere. */
const config = (auditDir: string): string =>
  storyConfig(auditDir)
    .replace('edge-on-call: { people: [cho] }', 'edge-on-call: { slackUserGroup: S0ONCALL }')
    .replace('{ people: [ben, cho] }', `{ people: [ben], teamsGroup: ${entraGroup} }`)

let story: Story
let deeInTeams: Someone
beforeAll(async () => {
  story = await startStory(config)
  const onCall = { id: 'S0ONCALL', handle: 'on-call', name: 'on-call', people: ['U0DEE'] }
  story.sandbox.slack.change({ groups: [onCall] })
  story.sandbox.slack.settings({ perMinute: { 'usergroups.users.list': 600 } })
  story.sandbox.teams.group(entraGroup, [samplePeople.dee.id])
  deeInTeams = story.inTeams('U0DEE')
})
afterAll(() => story?.close())

const board = (who: Someone, id: string): Promise<SeenMessage> =>
  who.reads(new RegExp(`asks for this \\(${id}\\)[\\s\\S]*Without approval`))

test('who broke the glass cannot review it from another account, and nobody before anything was done', async () => {
  const plan = await story.dee.types('break-glass rotate mkt_token1 --reason "it leaks now"')
  await story.dee.presses(plan, 'break-glass')
  await story.failAkamai(1)
  const answer = await story.dee.submits({ phrase: 'break glass', reason: 'it leaks now' })
  expect(answer).toMatch(/starts now without approval/)
  const id = /R\d+/.exec(answer)?.[0] ?? 'none'
  const told = await story.ben.isTold(new RegExp(`dee broke the glass.*${id}`, 'is'))
  expect(await story.ben.clicks(told, 'reviewed')).toMatch(/has not begun, so there is nothing to review yet/)
  expect(actionsOf(await board(story.ben, id))).not.toContain('reviewed')
  await story.failAkamai(0)
  const inSlack = await story.until(await board(story.ben, id), /Reviewed/)
  expect(await deeInTeams.clicks(await board(deeInTeams, id), 'reviewed')).toMatch(
    /is not linked across Slack and Teams, so this could be the same person twice/,
  )
  expect(await story.ana.clicks(inSlack, 'reviewed')).toMatch(/Only members of edge-approvers can review this/)
  expect(textOf(story.ben.sees(inSlack.ts))).toMatch(/A review by somebody else is owed/)
  expect(await story.ben.clicks(inSlack, 'reviewed')).toMatch(/the review of R\d+ is closed/)
}, 60_000)
