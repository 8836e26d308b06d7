import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Story, startStory } from './support/start-story.ts'
import { textOf } from './support/texts.ts'
import { dateOf, type Hook, startHook, tomorrow } from './support/warning-story.ts'

const owners = 20
const each = 15
const start = tomorrow()
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n)
const channelOf = (owner: number): string => `C0OWNER${String(owner).padStart(2, '0')}`

const config = (auditDir: string): string => `
accounts: [{ name: acme, scanEvery: 1h }]
people: [{ name: ben, slack: U0BEN }]
groups: { edge-approvers: { people: [ben] } }
owners:
${numbers(owners)
  .map(
    (n) =>
      `  - { match: { token: "o${n}_*" }, team: team${n}, slack: { channel: ${channelOf(n)} }, approvers: edge-approvers }`,
  )
  .join('\n')}
  - { match: {}, team: platform, slack: { channel: C0PLATFORM }, approvers: edge-approvers }
audit: { dir: ${JSON.stringify(auditDir)} }
`

const world = () => ({
  accounts: [
    {
      name: 'acme',
      generation: 'expiring',
      namespaces: numbers(each).map((n) => ({ name: `ns${n}` })),
      tokens: numbers(owners).flatMap((owner) =>
        numbers(each).map((n) => ({
          name: `o${owner}_token_of_some_length_${n}`,
          generation: 'expiring',
          expiry: dateOf(start + 14 * 86_400_000),
          permissions: { [`ns${n}`]: ['r'] },
        })),
      ),
      edgeWorkers: numbers(owners).map((owner) => ({
        id: 7_000 + owner,
        name: `ew-${owner}`,
        groupId: 1,
        versions: [
          {
            version: '1.0',
            tokenFile: {
              entries: numbers(each).map((n) => ({
                namespace: `ns${n}`,
                token: `o${owner}_token_of_some_length_${n}`,
              })),
            },
          },
        ],
        active: { STAGING: '1.0', PRODUCTION: '1.0' },
      })),
    },
  ],
})

let story: Story
let heartbeat: Hook
beforeAll(async () => {
  heartbeat = await startHook()
  story = await startStory(config, {
    atSlacksPace: true,
    at: start + 8 * 3_600_000,
    world: world(),
    env: { HEARTBEAT_URL: heartbeat.url },
    channels: numbers(owners).map((n) => ({
      id: channelOf(n),
      name: `owner-${n}`,
      kind: 'public',
      members: ['U0BEN', 'U0EDGEBOT'],
    })),
  })
}, 60_000)
afterAll(async () => {
  await story?.close()
  await heartbeat?.close()
})

const messagesIn = (owner: number) => story.sandbox.slack.driver.messages({ channel: channelOf(owner), user: 'U0BEN' })

test('300 tokens of 20 owners cross a threshold at once: 20 digests, and Slack never says 429', async () => {
  for (let n = 0; n < 600 && heartbeat.taken.length === 0; n += 1) await wait(50)
  const before = Date.now()
  await story.pass('61m')
  const all = () => numbers(owners).map((owner) => messagesIn(owner).length)
  for (let n = 0; n < 600 && all().some((count) => count === 0); n += 1) await wait(50)
  console.info(`20 digests about 300 tokens took ${Date.now() - before} ms`)
  await wait(2_000)
  expect(all()).toEqual(numbers(owners).map(() => 1))
  for (const owner of numbers(owners)) {
    const text = messagesIn(owner).map(textOf).join('\n')
    expect(text).toContain(`EdgeKV tokens: ${each} warnings`)
    expect(text).toContain(`${each - 10} more: \`/edgekv list --expiring 30d\``)
    expect(text.match(new RegExp(`\\*o${owner}_token_of_some_length_\\d+\\*`, 'g'))).toHaveLength(10)
  }
  expect(
    story.sandbox.slack.effects().filter(({ outcome, status }) => outcome === 'ratelimited' || status === 429),
  ).toEqual([])
  expect(story.log.lines.filter((line) => line.level === 'error')).toEqual([])
}, 60_000)
