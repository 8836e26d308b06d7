import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bot, startBot } from '../../src/cli/demo/start-bot.ts'
import type { SeenMessage } from '../../src/sandbox/slack/driver/driver.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { marketing } from '../../src/sandbox/teams/world/conversations.ts'
import { samplePeople } from '../../src/sandbox/teams/world/people.ts'
import { playIn } from '../stories/support/platform.ts'
import { type Someone, someoneIn } from '../stories/support/someone.ts'
import { storyConfig } from '../stories/support/story-config.ts'
import { teamsSomeone } from '../stories/support/teams-someone.ts'
import { actionsOf, textOf } from '../stories/support/texts.ts'
import { type RoundRobin, startRoundRobin } from './support/round-robin.ts'

playIn('both')

let dir: string
let sandbox: Sandbox
let balancer: RoundRobin
let bots: readonly Bot[] = []
const inSlack = (user: string): Someone => someoneIn(sandbox.slack, user, 'C0MARKETING')
const inTeams = (): Someone => teamsSomeone(sandbox.teams, samplePeople.ben.id, marketing)

/** Each with a folder of its own for its log, and one Redis, one configuration, one folder for the trail. */
const start = async (names: readonly string[]): Promise<void> => {
  const started = await Promise.allSettled(
    names.map(async (name) => {
      await mkdir(join(dir, name))
      return startBot(sandbox, join(dir, name), join(dir, 'config.yaml'))
    }),
  )
  bots = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  for (const one of started) if (one.status === 'rejected') throw one.reason
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'two-processes-'))
  sandbox = await startSandbox({ redis: true })
  const config = storyConfig(join(dir, 'audit')).replace(
    '  - match: {}\n    approvals: 1',
    '  - match: {}\n    approvals: 2',
  )
  await writeFile(join(dir, 'config.yaml'), config)
  await start(['a', 'b'])
  const urls = bots.map(({ url }) => url)
  balancer = await startRoundRobin(urls)
  await sandbox.slack.connect({ url: `${balancer.url}/slack/events` })
  await sandbox.teams.connect({ url: `${balancer.url}/api/messages` })
}, 60_000)

afterAll(async () => {
  await Promise.all(bots.map((bot) => bot.stop()))
  await balancer?.close()
  await sandbox?.close()
  await rm(dir, { recursive: true, force: true })
}, 60_000)

const ask = async (line: string) => {
  const ana = inSlack('U0ANA')
  const id = /Asked as (R\d+)/.exec(await ana.clicks(await ana.types(line), 'ask'))?.[1] ?? 'none'
  const asked = new RegExp(`asks for this \\(${id}\\)`)
  return { id, slack: await inSlack('U0BEN').reads(asked), teams: await inTeams().reads(asked, 30_000) }
}

/** The message in its place, once it says so and there is nothing to decide about it any more. */
const decided = (someone: Someone, card: SeenMessage): Promise<SeenMessage> =>
  sandbox.slack.driver.waitFor(() => {
    const now = someone.sees(card.ts)
    return /Approved by .*Approved by /s.test(textOf(now)) && !actionsOf(now).includes('approve') ? now : undefined
  }, 40_000)

/** What all trails have of the votes on a request. */
const votesIn = async (id: string): Promise<readonly string[]> => {
  const files = await readdir(join(dir, 'audit'))
  const texts = await Promise.all(files.map((file) => readFile(join(dir, 'audit', file), 'utf8')))
  return texts
    .flatMap((text) => text.split('\n').filter((line) => line !== ''))
    .map((line) => JSON.parse(line).event)
    .filter((event) => event?.record === id && ['request.vote', 'request.approved'].includes(event.what))
    .map(({ what, actor }) => `${what} ${actor.name}`)
    .sort()
}

test('sixteen clicks at once, over two processes: a vote a person, one decision, an answer to each, both places say so', async () => {
  const { id, slack, teams } = await ask('rotate mkt_token1')
  const [ben, cho] = [inSlack('U0BEN'), inSlack('U0CHO')]
  const answered = () => ben.answers() + cho.answers()
  const before = answered()
  const served = [...balancer.counts]
  const clicks = Array.from({ length: 16 }, (_, n) => (n % 4 < 2 ? ben : cho).presses(slack, 'approve'))
  const deliveries = await Promise.all(clicks)
  expect(deliveries.map(({ outcome }) => outcome)).toEqual(Array(16).fill('ok'))
  expect(balancer.counts.map((count, n) => count - (served[n] ?? 0))).toEqual([8, 8])
  await decided(ben, slack)
  await decided(inTeams(), teams)
  await sandbox.slack.driver.waitFor(() => (answered() === before + 16 ? {} : undefined), 40_000)
  const votes = await votesIn(id)
  expect(votes).toHaveLength(2)
  expect(votes.map((vote) => vote.split(' ')[0])).toEqual(['request.approved', 'request.vote'])
  expect(new Set(votes.map((vote) => vote.split(' ')[1]))).toEqual(new Set(['ben', 'cho']))

  for (const { deliveryId } of deliveries) await sandbox.slack.driver.replay(deliveryId)
  expect(await ben.asks(`approve ${id}`)).toMatch(/was already approved by/)
  expect(await votesIn(id)).toEqual(votes)
  expect(answered()).toBe(before + 17)
}, 120_000)

test('a request outlives both processes: another one takes the votes, and every message of it says so', async () => {
  const create = 'create token acme/mkt_later --namespace=marketing+r --ewids=4101 --staging=allow --production=deny'
  const { id, slack, teams } = await ask(create)
  const [ben, cho] = [inSlack('U0BEN'), inSlack('U0CHO')]
  expect(await ben.clicks(slack, 'approve')).toMatch(/1 more needed/)
  await Promise.all(bots.map((bot) => bot.stop()))
  await start(['c'])
  balancer.send(bots.map(({ url }) => url))
  expect(await ben.asks(`approve ${id}`)).toMatch(/You have voted already/)
  expect(await cho.clicks(slack, 'approve')).toMatch(/is approved and starts now/)
  await decided(ben, slack)
  await decided(inTeams(), teams)
  expect(await votesIn(id)).toEqual(['request.approved cho', 'request.vote ben'])
}, 120_000)
