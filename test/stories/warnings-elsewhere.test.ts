import { afterAll, beforeAll, expect, test } from 'vitest'
import { marketing } from '../../src/sandbox/teams/world/conversations.ts'
import { samplePeople } from '../../src/sandbox/teams/world/people.ts'
import { playIn } from './support/platform.ts'
import { type Story, startStory } from './support/start-story.ts'
import { actionsOf, textOf } from './support/texts.ts'
import { type Hook, startHook, tomorrow, warningConfig, worldOf } from './support/warning-story.ts'

playIn('both')

const { ana, ben } = samplePeople
const config = warningConfig({
  people: [`{ name: ana, slack: U0ANA, teams: ${ana.id} }`, `{ name: ben, slack: U0BEN, teams: ${ben.id} }`],
  marketing: [`teams: { conversation: "${marketing}" }`],
})

const start = tomorrow()
let story: Story
let heartbeat: Hook
beforeAll(async () => {
  heartbeat = await startHook()
  story = await startStory(config, {
    at: start + 8 * 3_600_000,
    world: worldOf(start, [
      { name: 'mkt_soon', days: 7 },
      { name: 'mkt_next', days: 8 },
      { name: 'mkt_later', days: 9 },
    ]),
    env: { HEARTBEAT_URL: heartbeat.url },
  })
  await story.waitFor(() => heartbeat.taken[0])
})
afterAll(async () => {
  await story?.close()
  await heartbeat?.close()
})

const botIs = (here: boolean): void => {
  const members = ['U0ANA', 'U0BEN', ...(here ? ['U0EDGEBOT'] : [])]
  story.sandbox.slack.change({ channels: [{ id: 'C0MARKETING', name: 'marketing', kind: 'public', members }] })
  story.sandbox.teams.install(marketing, here)
}

test('Teams has the same digest: who is to act is notified, Rotate opens the plan, and a snooze shows on both platforms', async () => {
  await story.pass('61m')
  const inTeams = story.inTeams('U0ANA')
  const digest = await inTeams.reads(/EdgeKV tokens: 3 warnings/)
  expect(textOf(digest)).toMatch(/mkt_soon.*expires in 7 days.*used on production by 1 EdgeWorker on 1 property/s)
  expect(actionsOf(digest).slice(0, 3)).toEqual(['run', 'run-2', 'run-3'])
  const [sent] = story.sandbox.teams.driver.messages({ conversation: marketing })
  expect(JSON.parse(JSON.stringify(sent?.card)).msteams.entities).toEqual([
    { type: 'mention', text: '<at>ben</at>', mentioned: { id: ben.id, name: 'ben' } },
  ])
  expect(await inTeams.clicks(digest, 'run')).toMatch(/mkt_soon/)
  expect(await inTeams.clicks(digest, 'run-2')).toMatch(/mkt_soon \(account acme\) is quiet until/)
  expect(await inTeams.asks('ack mkt_next')).toMatch(/mkt_next \(account acme\) is quiet until/)
  for (const reader of [inTeams, story.ana])
    await reader.reads(/mkt_soon[^\n]*acknowledged by ana.*mkt_next[^\n]*acknowledged by ana/s, 30_000)
})

test('a channel that the bot is thrown out of after it has posted there is told elsewhere, with the reason', async () => {
  botIs(false)
  await story.pass('24h')
  const fallback = story.someone('U0BEN', 'C0PLATFORM')
  await fallback.reads(/This belongs into Slack channel C0MARKETING.*not a member.*mkt_next[^\n]*in 7 days/s, 30_000)
  await fallback.reads(/This belongs into Teams channel 19:marketing.*is not there.*mkt_next[^\n]*in 7 days/s, 30_000)
})

test('once the bot is back, so are the warnings', async () => {
  botIs(true)
  await story.pass('24h')
  for (const reader of [story.ana, story.inTeams('U0ANA')]) await reader.reads(/mkt_later[^\n]*in 7 days/, 30_000)
})
