import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SeenMessage } from '../../src/sandbox/slack/driver/driver.ts'
import { cardOfAsked, runningRotation } from './support/running-rotation.ts'
import { type Story, startStory } from './support/start-story.ts'
import { storyConfig } from './support/story-config.ts'
import { actionsOf, textOf } from './support/texts.ts'

let story: Story
beforeEach(async () => {
  const owned = (auditDir: string) =>
    storyConfig(auditDir).replace(
      'visibleTo: [members, approvers]',
      'visibleTo: [members, approvers]\n    members: marketers',
    )
  story = await startStory((auditDir) => `${owned(auditDir)}rotation: { soak: 0s, sourceDeadline: 0s }\n`)
})
afterEach(() => story?.close())

const cardOf = (asked: string): Promise<SeenMessage> => cardOfAsked(story, asked)
const running = (): Promise<SeenMessage> => runningRotation(story)

const leaks = (): Promise<SeenMessage> => story.ana.types('rotate mkt_token1 --compromised --reason "posted in public"')

const finishes = async (card: SeenMessage): Promise<void> => {
  expect(await story.ben.clicks(card, 'approve')).toMatch(/is approved/)
  await story.until(card, /Done\. 3 EdgeWorkers use the new token; mkt_token1 revoked/, '3m')
}

const effects = async (kind: string): Promise<readonly string[]> =>
  (await story.control.effects()).filter((one) => one.kind === kind).map(({ name = '' }) => name)

test('Abandon and rotate: the running one goes back, the new one waits for it and then runs', async () => {
  const first = await running()
  const plan = await leaks()
  expect(textOf(plan)).toContain('Abandon R1 and rotate')
  expect(textOf(plan)).toMatch(/being worked on by R1.*waits in the queue until then/s)
  const pressed = await Promise.all([story.ana.presses(plan, 'make-way'), story.ana.presses(plan, 'make-way')])
  expect(pressed.map(({ outcome }) => outcome)).toEqual(['ok', 'ok'])
  const second = await story.ben.reads(/asks for this \(R2\)/)
  await finishes(second)
  await story.until(first, /Abandoned/, '3m')
  expect((await effects('token.revoke')).toSorted()).toEqual(['mkt_token1', 'mkt_token1_r2'])
  const audit = await story.ben.asks('audit mkt_token1')
  expect(audit.match(/R1\W+rotation\.abandoned/g)).toHaveLength(1)
  expect(story.ben.all().filter((one) => /asks for this \(R2\)/.test(textOf(one)))).toHaveLength(1)
}, 60_000)

test('a plan older than half an hour abandons nothing, and says so', async () => {
  const first = await running()
  const plan = await leaks()
  await story.post('/activations/hold', { count: 100 })
  await story.pass('31m')
  expect(await story.ana.clicks(plan, 'make-way')).toMatch(/older than half an hour. Ask again/)
  expect(textOf(story.ben.sees(first.ts))).not.toMatch(/abandon(ed|ing)|going back/)
})

test('a stranger can neither see nor abandon what runs, nor press somebody else’s button', async () => {
  const first = await running()
  const plan = await leaks()
  expect(await story.dee.asks('abandon R1')).toMatch(/There is no R1 that you can see/)
  expect(await story.dee.clicks(plan, 'make-way', { stale: true }).catch(String)).not.toMatch(/Asked as/)
  expect(textOf(story.ben.sees(first.ts))).not.toMatch(/abandon(ed|ing)|going back/)
})

test('somebody else has abandoned it meanwhile: the new one is asked for all the same', async () => {
  await running()
  const plan = await leaks()
  expect(await story.cho.asks('abandon R1')).toMatch(/is being abandoned/)
  await finishes(await cardOf(await story.ana.clicks(plan, 'make-way')))
})

test('it has revoked the leaked token meanwhile: nothing is rotated a second time, and it is said why', async () => {
  await story.post('/activations/hold', { edgeWorkerId: 4103, network: 'PRODUCTION' })
  const first = await running()
  await story.until(first, /2 of 3 active on production/)
  const plan = await leaks()
  await story.post('/activations/release', {})
  await story.until(first, /Done\. 3 EdgeWorkers use the new token; mkt_token1 revoked/)
  const card = await cardOf(await story.ana.clicks(plan, 'make-way'))
  const ended = await story.until(card, /Void[\s\S]*the token itself was replaced by another one/)
  expect(actionsOf(ended)).toEqual(['again'])
  expect(await effects('token.revoke')).toEqual(['mkt_token1'])
})

test('a rotation of another token on the same EdgeWorker is left alone: abandon it first, then ask again, and that runs', async () => {
  const first = await runningRotation(story, 'chk_auto --replace', story.cho)
  await story.until(first, /active on staging/)
  const leaked = 'rotate chk_price --compromised --reason "posted in public"'
  const early = await story.cho.types(leaked)
  expect(textOf(early)).toMatch(/EdgeWorker 4105 is being worked on by R1.*Abandon R1 first, then ask again/s)
  expect(actionsOf(early)).toEqual(['ask', 'cancel', 'explain'])
  expect(await story.cho.asks('abandon R1')).toMatch(/is being abandoned/)
  const plan = await story.cho.types(leaked)
  expect(textOf(plan)).toMatch(/waits in the queue until R1 has gone back/)
  expect(actionsOf(plan)).toEqual(['ask', 'cancel', 'explain'])
  const card = await cardOf(await story.cho.clicks(plan, 'ask'))
  expect(await story.ben.clicks(card, 'approve')).toMatch(/is approved/)
  await story.until(card, /1 of 1 active on production/, '3m')
  await story.until(first, /Abandoned/, '3m')
}, 60_000)
