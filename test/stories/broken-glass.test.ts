import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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
  expect(answer).toMatch(/starts now without approval\. The approvers are told; a review is owed/)
  // Whose vote would not have counted beside an asker who is linked nowhere is told all the same.
  await deeInTeams.isTold(/dee broke the glass/)
  const id = /R\d+/.exec(answer)?.[0] ?? 'none'
  const told = await story.ben.isTold(new RegExp(`dee broke the glass.*${id}`, 'is'))
  expect(await story.ben.clicks(told, 'reviewed')).toMatch(/has not begun, so there is nothing to review yet/)
  expect(actionsOf(await board(story.ben, id))).not.toContain('reviewed')
  await story.failAkamai(0)
  const inSlack = await story.until(await board(story.ben, id), /Reviewed/)
  const { ts } = await board(deeInTeams, id)
  const inTeams = await story.waitFor(() => {
    const card = deeInTeams.sees(ts)
    return actionsOf(card).includes('reviewed') ? card : undefined
  })
  expect(await deeInTeams.clicks(inTeams, 'reviewed')).toMatch(
    /is not linked across Slack and Teams, so this could be the same person twice/,
  )
  expect(await story.ana.clicks(inSlack, 'reviewed')).toMatch(/Only members of edge-approvers can review this/)
  expect(textOf(story.ben.sees(inSlack.ts))).toMatch(/A review by somebody else is owed/)
  expect(await story.ben.clicks(inSlack, 'reviewed')).toMatch(/the review of R\d+ is closed/)
}, 60_000)

const used = (id: string): string =>
  readdirSync(story.auditDir)
    .flatMap((name) => readFileSync(join(story.auditDir, name), 'utf8').split('\n'))
    .find((line) => line.includes('"break-glass.used"') && line.includes(`"${id}"`)) ?? 'none'

test('where approvers cannot be read, the answer, the board and the trail say so, and they are told once they can be', async () => {
  await story.failAkamai(0)
  story.sandbox.teams.grantGroups(false)
  const plan = await story.dee.types('break-glass rotate globex/shared_ro --reason "it leaks, too"')
  await story.dee.presses(plan, 'break-glass')
  const answer = await story.dee.submits({ phrase: 'break glass', reason: 'it leaks, too' })
  const untold = /Not every approver could be told: edge-approvers cannot be read in Teams\. Please tell them/
  expect(answer).toMatch(untold)
  expect(answer).not.toMatch(/The approvers are told/)
  const id = /R\d+/.exec(answer)?.[0] ?? 'none'
  await story.ben.isTold(/dee broke the glass.*it leaks, too/s)
  expect(textOf(await board(story.someone('U0BEN', 'C0PLATFORM'), id))).toMatch(untold)
  expect(used(id)).toMatch(/"skipped":1\b.*"unreadable":\["teams"\]/)
  story.sandbox.teams.grantGroups(true)
  await story.pass('6m')
  await deeInTeams.isTold(/dee broke the glass.*it leaks, too/s, 30_000)
  const there = story.someone('U0BEN', 'C0PLATFORM')
  await story.waitFor(() => {
    const now = there.all().find((message) => textOf(message).includes(`(${id})`))
    return now !== undefined && !untold.test(textOf(now)) ? now : undefined
  }, 30_000)
  const { driver } = story.sandbox.slack
  const toBen = driver.messages({ channel: driver.directMessage('U0BEN'), user: 'U0BEN' })
  expect(toBen.filter((message) => /it leaks, too/.test(textOf(message)))).toHaveLength(1)
}, 60_000)
