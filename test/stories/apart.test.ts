import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Story, startStory } from './support/start-story.ts'
import { textOf } from './support/texts.ts'

/**
 * Staging and production kept apart: what touches production belongs to an owner whose people are Ben, Cho and Dee; Ana and
 * everybody else may ask for staging alone. Two API clients, and policies of their own.
 */
const config = (auditDir: string): string => `
accounts:
  - { name: acme, credentials: { production: default, staging: staging-only } }
people:
  - { name: ana, slack: U0ANA }
  - { name: ben, slack: U0BEN }
  - { name: cho, slack: U0CHO }
  - { name: dee, slack: U0DEE }
groups:
  operators: { people: [ben, cho, dee] }
  peers: { people: [ana, ben, cho] }
owners:
  - match: { network: PRODUCTION }
    team: production
    slack: { channel: C0MARKETING }
    approvers: operators
    members: operators
    visibleTo: [members, approvers, peers]
  - match: {}
    team: staging
    slack: { channel: C0MARKETING }
    approvers: peers
policies:
  - match: { network: PRODUCTION }
    approvals: 2
audit: { dir: ${JSON.stringify(auditDir)} }
`

let story: Story
beforeAll(async () => {
  story = await startStory(config)
  await story.ana.asks('list')
})
afterAll(() => story?.close())

const create = 'create token stg_new --namespace=marketing+r --ewids=4101'

test.for([
  'rotate mkt_token1',
  'rotate mkt_token1 --production=deny',
  'migrate mkt_token1',
  'refresh chk_auto',
  'revoke mkt_unused --reason "not used"',
  `${create} --staging=allow --production=allow`,
  `${create} --staging=deny --production=allow`,
  `${create} --staging=allow --production=allow --pair`,
  'break-glass rotate mkt_token1 --reason "it leaks"',
])('"%s" of a staging-only person is refused before Akamai hears of it', async (line) => {
  const before = await story.callsToAkamai()
  expect(await story.ana.asks(line)).toMatch(/Only members of operators may ask|may break the glass/)
  expect(await story.callsToAkamai()).toBe(before)
})

test('what stays on staging they may ask for, and it is made with the staging client alone', async () => {
  const plan = await story.ana.types(`${create} --staging=allow --production=deny`)
  expect(textOf(plan)).toMatch(/Needs one approval from peers/)
  const asked = await story.ana.clicks(plan, 'ask')
  const id = /Asked as (R\d+)/.exec(asked)?.[1] ?? 'none'
  const card = await story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
  await story.ben.clicks(card, 'approve')
  await story.until(card, /Done\. stg_new created/)
  const told = await story.ana.isTold(/stg_new created/)
  expect(textOf(told)).toMatch(
    /edgekv_tokens\.js.*EdgeWorker 4101.*"namespace-marketing": \{ "name": "stg_new", "reference"/s,
  )
  const made = (await story.control.effects()).filter(({ name }) => name === 'stg_new')
  expect(made.map(({ kind, client }) => `${kind} by ${client}`)).toEqual([expect.stringMatching(/by staging-only$/)])
})

test('their staging token does not come to production by asking for more of it', async () => {
  expect(await story.ana.asks('show stg_new')).toMatch(/\(staging\)/)
  const before = await story.callsToAkamai()
  expect(await story.ana.asks('rotate stg_new --production=allow --replace')).toMatch(/Only members of operators/)
  expect(await story.callsToAkamai()).toBe(before)
})

test('a production policy asks two of those who may, and nobody else steers what they let in', async () => {
  const plan = await story.ben.types('rotate mkt_token1 --reason "two of us"')
  expect(textOf(plan)).toMatch(/Needs 2 approvals from operators/)
  const id = /Asked as (R\d+)/.exec(await story.ben.clicks(plan, 'ask'))?.[1] ?? 'none'
  const card = await story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
  expect(await story.ana.clicks(card, 'approve')).toMatch(/Only members of operators can decide/)
  expect(await story.cho.clicks(card, 'approve')).toMatch(/counts; 1 more needed/)
  expect((await story.control.effects()).filter(({ name }) => name === 'mkt_token1_r2')).toEqual([])
  expect(await story.dee.clicks(card, 'approve')).toMatch(/is approved and starts now/)
  await story.until(card, /new token \S+ created/)
  for (const line of [`source ${id} done`, `retry ${id}`, `abandon ${id}`])
    expect(await story.ana.asks(line)).toMatch(/Only the people of production/)
  expect(textOf(story.ben.sees(card.ts))).not.toMatch(/going back|source updated/)
})
