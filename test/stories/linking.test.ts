import { afterAll, beforeAll, expect, test } from 'vitest'
import { samplePeople } from '../../src/sandbox/teams/world/people.ts'
import { playIn } from './support/platform.ts'
import type { Someone } from './support/someone.ts'
import { type Story, startStory } from './support/start-story.ts'
import { storyConfig } from './support/story-config.ts'

playIn('both')

/** Approvers: Ben, Cho, and whoever is in a group of Slack. Cho is given Dee's account in Teams by mistake; hers is nobody's. */
const config = (auditDir: string): string =>
  storyConfig(auditDir)
    .replace('{ people: [ben, cho] }', '{ people: [ben, cho], slackUserGroup: S0APPROVERS }')
    .replace(samplePeople.cho.id, samplePeople.dee.id)

let story: Story
let ben: Someone
let choUnlinked: Someone
let deeAsCho: Someone
beforeAll(async () => {
  story = await startStory(config)
  const group = { id: 'S0APPROVERS', handle: 'approvers', name: 'approvers', people: ['U0DEE'] }
  story.sandbox.slack.change({ groups: [group] })
  story.sandbox.slack.settings({ perMinute: { 'usergroups.users.list': 600 } })
  ben = story.inTeams('U0BEN')
  choUnlinked = story.inTeams('U0CHO')
  deeAsCho = story.inTeams('U0DEE')
})
afterAll(() => story?.close())

const ask = async (who: Someone): Promise<string> => {
  const answer = await who.clicks(await who.types('rotate mkt_token1'), 'ask')
  return /Asked as (R\d+)/.exec(answer)?.[1] ?? `none in ${answer}`
}
const asks = (id: string): RegExp => new RegExp(`asks for this \\(${id}\\)`)
const unlinked = /is not linked across Slack and Teams, so this could be the same person twice\. Ask an operator/

test('who is linked nowhere may be anybody of the other platform: there nobody can vote, and is told how to link', async () => {
  const id = await ask(choUnlinked)
  const card = await story.ben.reads(asks(id))
  expect(await story.dee.clicks(card, 'approve')).toMatch(unlinked)
  expect(await story.ben.clicks(card, 'approve')).toMatch(unlinked)
  expect(await story.cho.asks(`approve ${id}`)).toMatch(unlinked)
  expect(await ben.asks(`deny ${id} --reason "not now"`)).toMatch(/is denied/)
})

test('an approver whom only a group of Slack knows is nobody in Teams, and votes in Slack on what was asked there', async () => {
  const id = await ask(story.ana)
  const card = await story.ben.reads(asks(id))
  expect(await story.ana.clicks(card, 'approve')).toMatch(/Only members of/)
  expect(await story.dee.asks(`deny ${id} --reason "wait"`)).toMatch(/is denied/)
})

test('who has the account of somebody else by mistake counts as that person: never as a second one', async () => {
  const id = await ask(story.cho)
  const card = await deeAsCho.reads(asks(id))
  expect(await deeAsCho.clicks(card, 'approve')).toMatch(/You asked for this, so somebody else must decide/)
  expect(await deeAsCho.asks(`approve ${id}`)).toMatch(/You asked for this/)
  expect(await story.dee.asks(`approve ${id}`)).toMatch(/is approved and starts now/)
})
