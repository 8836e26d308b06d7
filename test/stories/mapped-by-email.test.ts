import { afterAll, beforeAll, expect, test } from 'vitest'
import { marketing } from '../../src/sandbox/teams/world/conversations.ts'
import { samplePeople } from '../../src/sandbox/teams/world/people.ts'
import { playIn } from './support/platform.ts'
import { type Story, startStory } from './support/start-story.ts'
import { textOf } from './support/texts.ts'

playIn('both')

/** Ana is configured by her ids; Ben and Nia by their addresses alone, and Nia joins Slack only later. */
const config =
  (mapByEmail: boolean) =>
  (auditDir: string): string =>
    `
accounts: [{ name: acme }]
mapByEmail: ${mapByEmail}
people:
  - { name: ana, slack: U0ANA, teams: ${samplePeople.ana.id} }
  - { name: ben, email: BEN@sandbox.example }
  - { name: nia, email: nia@sandbox.example }
groups:
  edge-approvers: { people: [ben, nia] }
owners:
  - match: {}
    team: marketing
    slack: { channel: C0MARKETING }
    teams: { conversation: "${marketing}" }
    approvers: edge-approvers
audit: { dir: ${JSON.stringify(auditDir)} }
`

const seesAddresses = (story: Story): void => {
  const { settings } = story.sandbox.slack
  settings({
    scopes: [
      'commands',
      'chat:write',
      'channels:read',
      'im:write',
      'users:read',
      'users:read.email',
      'metadata.message:read',
      'channels:history',
      'im:history',
      'groups:read',
      'groups:history',
      'usergroups:read',
    ],
  })
}
const nia = { id: 'U0NIA', name: 'nia', realName: 'Nia New', email: 'nia@sandbox.example', timeZone: 'UTC' }
const members = ['U0ANA', 'U0BEN', 'U0CHO', 'U0DEE', 'U0GUS', 'U0NIA', 'U0EDGEBOT']
const joins = (story: Story): void => {
  story.sandbox.slack.change({
    people: [nia],
    channels: [{ id: 'C0MARKETING', name: 'marketing', kind: 'public', members }],
  })
}
const idOf = (answer: string): string => /Asked as (R\d+)/.exec(answer)?.[1] ?? answer

let trusting: Story
let wary: Story
beforeAll(async () => {
  trusting = await startStory(config(true))
  seesAddresses(trusting)
  wary = await startStory(config(false))
  seesAddresses(wary)
})
afterAll(async () => {
  await trusting?.close()
  await wary?.close()
})

test('one who joins later is known by the address at their first command, and may decide', async () => {
  expect(textOf(await trusting.ana.types('rotate mkt_token1'))).toMatch(/nobody there could give one/)
  joins(trusting)
  const she = trusting.someone('U0NIA', 'C0MARKETING')
  expect(await she.asks('status')).toMatch(/Nothing is running/)
  const plan = await trusting.ana.types('rotate mkt_token1')
  const id = idOf(await trusting.ana.clicks(plan, 'ask'))
  const card = await she.reads(new RegExp(`asks for this \\(${id}\\)`))
  expect(await she.clicks(card, 'approve')).toMatch(/is approved and starts now/)
})

test('a human with one address is one person: what they ask for in Teams they cannot approve in Slack', async () => {
  const inTeams = trusting.inTeams('U0BEN')
  const token = 'create token t_new --staging=allow --production=deny --namespace=marketing+r --ewids=4101'
  const id = idOf(await inTeams.clicks(await inTeams.types(token), 'ask'))
  const card = await trusting.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
  expect(await trusting.ben.clicks(card, 'approve')).toMatch(/You asked for this, so somebody else must decide/)
  await trusting.ben.clicks(card, 'withdraw')
})

test('a guest is refused, whatever address they have', async () => {
  expect(await trusting.inTeams('U0GUS').asks('list')).toMatch(/Only full members/)
  expect(await trusting.gus.asks('list')).toMatch(/Only full members/)
})

test('unless it is switched on, an address makes nobody of anybody, and is kept nowhere', async () => {
  joins(wary)
  for (const someone of [wary.someone('U0NIA', 'C0MARKETING'), wary.inTeams('U0BEN'), wary.ben]) {
    await someone.asks('status')
    const plan = await someone.types('plan rotate mkt_token1')
    expect(textOf(plan)).toMatch(/mkt_token1/)
  }
  expect(textOf(await wary.ana.types('rotate mkt_token1'))).toMatch(/nobody there could give one/)
  expect(JSON.stringify(await wary.keptInRedis())).not.toMatch(/@sandbox\.example/)
})
