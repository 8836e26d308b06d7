import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenMessage } from '../../src/sandbox/slack/driver/driver.ts'
import {
  edgeWorkerUsing,
  expiringToken,
  inDays,
  refreshingToken,
  smallWorld,
} from '../../src/sandbox/world/small-world.ts'
import { type Story, startStory } from './support/start-story.ts'
import { textOf } from './support/texts.ts'
import { type Hook, startHook } from './support/warning-story.ts'

const config = (auditDir: string): string => `
accounts: [{ name: acme }]
people: [{ name: ana, slack: U0ANA }, { name: ben, slack: U0BEN }, { name: cho, slack: U0CHO }]
groups:
  marketers: { people: [ana] }
  edge-approvers: { people: [ben] }
  edge-on-call: { people: [cho] }
owners:
  - match: {}
    team: marketing
    slack: { channel: C0MARKETING }
    members: marketers
    approvers: edge-approvers
    onCall: edge-on-call
rotation: { soak: 0s, sourceDeadline: 0s }
audit: { dir: ${JSON.stringify(auditDir)} }
`

const uuid = '6d2acccc-0000-5000-8000-000000000001'
const spare = '6d2acccc-0000-5000-8000-000000000002'
const world = smallWorld({
  tokens: [
    refreshingToken('mkt_auto', { uuid }),
    refreshingToken('mkt_spare', { uuid: spare }),
    expiringToken('mkt_old', inDays(Date.now(), 200)),
  ],
  edgeWorkers: [edgeWorkerUsing({ id: 1, token: 'mkt_auto' }), edgeWorkerUsing({ id: 2, token: 'mkt_old' })],
})

let story: Story
let pager: Hook
beforeAll(async () => {
  pager = await startHook()
  story = await startStory(config, {
    world,
    env: { PAGERDUTY_ROUTING_KEY: 'routing-key', PAGERDUTY_EVENTS_URL: pager.url },
  })
})
afterAll(async () => {
  await story?.close()
  await pager?.close()
})

/** Ana asks, Ben approves; the card. */
const begin = async (line: string): Promise<SeenMessage> => {
  const asked = await story.ana.clicks(await story.ana.types(line), 'ask')
  const id = /Asked as (R\d+)/.exec(asked)?.[1] ?? `none in: ${asked}`
  const card = await story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
  expect(await story.ben.clicks(card, 'approve')).toMatch(/is approved/)
  return card
}

const pagesSaying = (pattern: RegExp) => pager.taken.filter((one) => pattern.test(JSON.stringify(one)))

test('a refresh that changes the uuid wakes on-call by the rotation that sees it, however the pager stammers', async () => {
  await story.control.settings({ refreshChangesUuid: true })
  pager.refuse(2, 503)
  await begin('refresh mkt_auto')
  const told = await story.cho.reads(/Refresh in place mkt_auto.*on-call, please look at once.*another uuid now/s)
  expect(textOf(told)).toContain('<@U0CHO>')
  await story.waitFor(() => pagesSaying(/another uuid/)[0])
  expect(pagesSaying(/another uuid/)).toMatchObject([
    {
      event_action: 'trigger',
      dedup_key: expect.stringContaining(uuid),
      payload: {
        summary: expect.stringMatching(
          /Refresh in place mkt_auto.*account acme.*bundles that refer to it fail.*\/edgekv/,
        ),
        severity: 'critical',
      },
    },
  ])
})

test('what a rotation woke on-call for is resolved when that ends, though no watch ever saw the token used', async () => {
  const ofSpare = () => pager.taken.filter((one) => String(one['dedup_key']).includes(spare))
  await story.control.settings({ refreshChangesUuid: true })
  const card = await begin('refresh mkt_spare')
  await story.until(card, /Held: /)
  await story.waitFor(() => ofSpare()[0])
  const id = /\((R\d+)\)/.exec(textOf(card))?.[1]
  expect(await story.ana.asks(`abandon ${id}`)).toMatch(/is being abandoned/)
  await story.until(card, /Abandoned/)
  await story.waitFor(() => ofSpare()[1])
  expect(ofSpare().map((one) => one['event_action'])).toEqual(['trigger', 'resolve'])
}, 60_000)

test('what the watch keeps open is not resolved by the end of the rotation that woke on-call first', async () => {
  const ofAuto = () => pager.taken.filter((one) => String(one['dedup_key']).includes(uuid))
  await story.pass('7h')
  await story.waitFor(() => ofAuto().find((one) => !/another uuid/.test(JSON.stringify(one))))
  const card = await story.ben.reads(/Refresh in place mkt_auto.*Held: /s)
  const id = /\((R\d+)\)/.exec(textOf(card))?.[1]
  expect(await story.ana.asks(`abandon ${id}`)).toMatch(/is being abandoned/)
  await story.until(card, /Abandoned/)
  await wait(1_000)
  expect(ofAuto().map((one) => one['event_action'])).not.toContain('resolve')
}, 60_000)

test('a rotation that is held mentions its owner in the thread, every day again, and on-call after three', async () => {
  await story.control.fail({ edgeWorkerId: 2, network: 'STAGING' }, 'ERROR')
  const card = await begin('rotate mkt_old')
  await story.until(card, /Held: /)
  const held = await story.ben.reads(/Rotate mkt_old.*is held\./s)
  expect(textOf(held)).toContain('<@U0ANA>')
  expect(textOf(held)).not.toContain('<@U0CHO>')
  await story.ana.isTold(/Rotate mkt_old.*is held\./s)
  const again = () => story.ben.all().filter((one) => /mkt_old.*(is still held|held for three days)/s.test(textOf(one)))
  for (let day = 1; day <= 3; day += 1) {
    await story.pass('24h')
    await story.waitFor(() => again()[day - 1])
  }
  const called = await story.cho.reads(/held for three days or more; on-call, please look at it/)
  expect(textOf(called)).toContain('<@U0CHO>')
  const still = story.ben.all().filter((one) => /is still held/.test(textOf(one)))
  expect(still.length).toBeGreaterThanOrEqual(2)
  expect(still.every((one) => textOf(one).includes('<@U0ANA>'))).toBe(true)
})
