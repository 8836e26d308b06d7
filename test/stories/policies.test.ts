import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenMessage } from '../../src/sandbox/slack/driver/driver.ts'
import { storyPlatform } from './support/platform.ts'
import type { Someone } from './support/someone.ts'
import { type Story, startStory } from './support/start-story.ts'
import { person, toMarketing, toPlatform } from './support/story-config.ts'
import { actionsOf, textOf } from './support/texts.ts'

/** One policy for each thing that policies can do. Dee is the backup; Ana and Ben own, Ben, Cho and Dee decide in turn. */
const config = (auditDir: string): string => `
accounts:
  - { name: acme }
people:
  - ${person('ana', 'U0ANA')}
  - ${person('ben', 'U0BEN')}
  - ${person('cho', 'U0CHO')}
  - ${person('dee', 'U0DEE')}
groups:
  edge-approvers: { people: [ana, ben, cho] }
  security: { people: [cho] }
  backups: { people: [dee] }
owners:
  - match: { account: acme, token: "mkt_*", namespace: marketing }
    team: marketing
    ${toMarketing()}
    approvers: edge-approvers
    onCall: dee
  - match: {}
    team: platform
    ${toPlatform()}
    approvers: edge-approvers
policies:
  - { match: { token: "mkt_three" }, approvals: 3 }
  - { match: { compromised: true }, approvers: security }
  - { match: { namespace: checkout }, approvers: security }
  - { match: { action: create, network: PRODUCTION }, approvals: 2 }
  - { match: { action: create, group: "103" }, selfApproval: true }
  - { match: { action: create, owner: "mark*" }, reason: required, lapseAfter: 8h, backup: backups }
rotation: { soak: 0s, sourceDeadline: 0s, productionGate: true }
audit: { dir: ${JSON.stringify(auditDir)} }
`

let story: Story
beforeAll(async () => {
  story = await startStory(config)
})
afterAll(() => story?.close())

/** Asks, and gives the card as one who decides reads it. */
const ask = async (who: Someone, line: string, reader: Someone = story.ben): Promise<SeenMessage> => {
  const plan = await who.types(line)
  const asked = await who.clicks(plan, 'ask')
  const id = /Asked as (R\d+)/.exec(asked)?.[1] ?? `none in: ${asked}`
  return reader.reads(new RegExp(`asks for this \\(${id}\\)`))
}
const idOf = (card: SeenMessage): string => /\((R\d+)\)/.exec(textOf(card))?.[1] ?? ''
const token = (name: string, more: string): string =>
  `create token ${name} --namespace=marketing+r --ewids=4101 ${more}`
const staging = '--staging=allow --production=deny --reason "for tests"'

test('two of three: the first approval does not decide, may be taken back, and the second one decides', async () => {
  const card = await ask(story.ana, token('mkt_two', '--staging=deny --production=allow'))
  expect(textOf(card)).toMatch(/Needs 2 more approvals from edge-approvers/)
  expect(await story.ana.clicks(card, 'approve')).toMatch(/You asked for this/)
  expect(await story.ben.clicks(card, 'approve')).toMatch(/your approval of R\d+ counts; 1 more needed/)
  expect(await story.ben.clicks(card, 'approve')).toMatch(/You have voted already/)
  expect(await story.cho.clicks(card, 'withdraw')).toMatch(/nothing to withdraw/)
  expect(await story.ben.clicks(card, 'withdraw')).toMatch(/Your vote on R\d+ is taken back/)
  expect(await story.cho.clicks(card, 'approve')).toMatch(/1 more needed/)
  expect(await story.ben.asks(`approve ${idOf(card)}`)).toMatch(/is approved and starts now/)
  await story.ana.isTold(/mkt_two.*was approved by ben/s)
  expect(await story.ben.asks(`withdraw ${idOf(card)}`)).toMatch(/already approved by ben/)
})

test('a compromised token goes to those whom its policy names, and on-call hears of it at once', async () => {
  const card = await ask(story.ana, 'rotate mkt_token1 --compromised --reason "posted in public"')
  await story.dee.isTold(/ana says that mkt_token1 of account acme is compromised: posted in public/)
  expect(await story.ben.clicks(card, 'approve')).toMatch(/Only members of security can decide/)
  expect(await story.ana.clicks(card, 'withdraw')).toMatch(/withdrawn/)
})

test('rights in a namespace with a policy of its own do not pass by it, although the old token had none there', async () => {
  const plan = await story.ana.types('plan rotate mkt_token1 --namespace=marketing+r,checkout+r')
  expect(textOf(plan)).toMatch(/checkout \(r\)/)
  const asked = await story.ana.types('rotate mkt_token1 --namespace=marketing+r,checkout+r')
  expect(textOf(asked)).toMatch(/from security/)
  await story.ana.clicks(asked, 'cancel')
})

test('where a reason is required, it is asked for before anybody hears of the request', async () => {
  const plan = await story.ana.types(token('mkt_why', '--staging=allow --production=deny'))
  await story.ana.presses(plan, 'ask')
  expect(await story.ana.submits({ reason: 'a new landing page' })).toMatch(/Asked as R\d+/)
  const card = await story.ben.reads(/a new landing page/)
  await story.ana.clicks(card, 'withdraw')
})

test('revoking always takes a reason, because it cannot be undone', async () => {
  const plan = await story.ana.types('revoke mkt_unused')
  await story.ana.presses(plan, 'ask')
  expect(await story.ana.submits({ reason: 'nobody uses it' })).toMatch(/Asked as R\d+/)
  const card = await story.ben.reads(/Revoke mkt_unused[\s\S]*nobody uses it/)
  await story.ana.clicks(card, 'withdraw')
})

test('sixteen clicks at once are one vote a person, and a delivery that comes again is none', async () => {
  const card = await ask(story.dee, token('mkt_three', staging))
  const voted = () => textOf(story.ben.sees(card.ts)).match(/Approved by/g)?.length
  const answers = () => story.ben.answers() + story.cho.answers()
  const before = answers()
  const clicks = Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? story.ben : story.cho).presses(card, 'approve'))
  const [, ofCho] = await Promise.all(clicks)
  await expect.poll(() => [answers(), voted()], { timeout: 40_000 }).toEqual([before + 16, 2])
  expect(await story.cho.clicks(card, 'withdraw')).toMatch(/is taken back/)
  await story.replay(ofCho?.deliveryId ?? 'none')
  expect(await story.cho.asks(`status ${idOf(card)}`)).toMatch(/mkt_three/)
  await expect.poll(() => [answers(), voted()], { timeout: 15_000 }).toEqual([before + 18, 1])
  expect(await story.ana.clicks(card, 'approve')).toMatch(/counts; 1 more needed/)
  expect(await story.cho.clicks(card, 'approve')).toMatch(/is approved and starts now/)
}, 60_000)

test('self-approval is only where its policy says so', async () => {
  const line = 'create token plt_own --namespace=geo+r --ewids=4106 --staging=allow --production=deny'
  const own = await ask(story.ana, line, story.someone('U0BEN', 'C0PLATFORM'))
  expect(await story.ana.asks(`approve ${idOf(own)}`)).toMatch(/is approved and starts now/)
  const other = await ask(story.ana, token('mkt_own', staging))
  expect(await story.ana.clicks(other, 'approve')).toMatch(/You asked for this/)
  await story.ana.clicks(other, 'withdraw')
})

test.skipIf(storyPlatform() === 'teams')(
  'a reason with what looks like a token value is neither kept nor shown',
  async () => {
    const card = await ask(story.ana, token('mkt_leaky', staging))
    const value = `eyJhbGciOiJIUzI1NiJ9.eyJ${'a1B2'.repeat(20)}.c2lnbmF0dXJl`
    await story.ben.presses(card, 'deny')
    const sent = await story.fillsIn(story.ben, { reason: `see ${value}` })
    expect(sent.errors).toMatchObject({ reason: expect.stringMatching(/token value.*nothing of it was kept/) })
    expect(actionsOf(story.ben.sees(card.ts))).toContain('approve')
    expect(await story.ben.submits({ reason: 'say it without the value' })).toMatch(/is denied/)
    expect(JSON.stringify(await story.keptInRedis())).not.toContain('a1B2a1B2')
  },
)

test('at half of its time the backup group is asked, and from then on may decide', async () => {
  const card = await ask(story.ana, token('mkt_late', staging))
  expect(await story.dee.clicks(card, 'approve')).toMatch(/Only members of edge-approvers can decide/)
  await story.pass('250m')
  await story.dee.isTold(/As a backup you may decide now too/)
  expect(await story.dee.clicks(card, 'approve')).toMatch(/is approved and starts now/)
  await story.ana.isTold(/mkt_late.*was approved by dee/s)
})

test('between staging and production somebody else decides again: denied it is held, asked again it goes on', async () => {
  const card = await ask(story.ana, 'rotate mkt_token1 --reason "the gate"')
  expect(await story.ben.clicks(card, 'approve')).toMatch(/is approved/)
  await story.until(card, /staging is done|Go to production/s)
  expect(await story.dee.asks(`approve ${idOf(card)}`)).toMatch(/Only members of edge-approvers can decide this/)
  expect(await story.ana.asks(`approve ${idOf(card)}`)).toMatch(/You asked for this/)
  expect(await story.ben.asks(`deny ${idOf(card)} --reason "not before Monday"`)).toMatch(/does not go to production/)
  await story.until(card, /ben does not let it into production: not before Monday/)
  expect(await story.dee.asks(`retry ${idOf(card)}`)).toMatch(/goes on/)
  const seen = await story.until(card, /Go to production/)
  expect(actionsOf(seen)).toEqual(['go-production', 'deny-production', 'plan', 'abandon'])
  expect(await story.cho.clicks(seen, 'go-production')).toMatch(/goes to production/)
  expect(await story.ben.asks(`approve ${idOf(card)}`)).toMatch(/already approved for production by cho/)
})
