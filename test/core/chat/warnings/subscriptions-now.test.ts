import { expect, test } from 'vitest'
import type { ChatTools } from '../../../../src/core/chat/chat-tools.ts'
import { mayTell } from '../../../../src/core/chat/warnings/may-tell.ts'
import { subscriptionsNow } from '../../../../src/core/chat/warnings/subscriptions-now.ts'
import type { ChatIdentity } from '../../../../src/core/people/person.ts'
import type { Entry } from '../../../../src/core/warning/entry.ts'
import type { Subscription } from '../../../../src/core/warning/subscription.ts'

const identity = (user: string): ChatIdentity => ({ platform: 'slack', workspace: 'T0', user })
const owners = ['marketing', 'platform'].map((team) => ({
  match: team === 'marketing' ? { token: 'mkt_*' } : {},
  team,
  slack: { channel: `C0${team.toUpperCase()}` },
  approvers: 'nobody',
  members: team,
  visibleTo: ['members'],
}))
const subscription = (more: Partial<Subscription> = {}): Subscription => ({
  destination: 'slack:C0WATCHERS',
  pattern: '*',
  teams: ['marketing', 'platform'],
  by: 'ana',
  who: { id: 'person:ana', identity: identity('U0ANA') },
  at: 0,
  ...more,
})
const entry = (token: string, destination = 'slack:C0WATCHERS'): Entry => ({
  kind: 'expiring',
  threshold: 7,
  date: '2026-03-10',
  at: 0,
  account: 'acme',
  token,
  uuid: token,
  destination,
  state: 'owed',
  how: 'digest',
  due: 0,
  mentions: [],
  usedOn: 'production',
  repeat: 0,
})

/** `groups`: who is in each Slack user group; undefined: it cannot be read. */
const world = (groups: Record<string, readonly string[] | undefined>, all = [subscription()], people = ['ana']) => {
  const saved = [...all]
  const said: string[] = []
  const written: unknown[] = []
  const tools = {
    owners,
    fallback: [],
    resolving: {
      groups: ['marketing', 'platform'].map((name) => ({ name, people: [], slackUserGroup: name })),
      port: {
        members: async (_: unknown, id: string) => groups[id],
        isMember: async (_: unknown, id: string, { user }: ChatIdentity) => groups[id]?.includes(user) ?? false,
      },
      directory: {
        people: people.map((name) => ({ name, slack: `U0${name.toUpperCase()}` })),
        workspaces: { slack: 'T0' },
        mapByEmail: false,
      },
    },
    inventories: { load: async () => undefined },
    clock: { now: () => 0 },
    ids: { next: () => 'id' },
    audit: { append: async (events: readonly unknown[]) => void written.push(...events) },
    messengers: { slack: { post: async (_: unknown, view: { summary: string }) => void said.push(view.summary) } },
    warnings: {
      subscriptions: {
        all: async () => [...saved],
        remove: async (one: Subscription) => void saved.splice(saved.indexOf(one), 1),
      },
    },
  } as never as ChatTools
  return { tools, saved, said, written }
}
const teamsOf = async (tools: ChatTools) => (await subscriptionsNow(tools)).map(({ teams }) => teams)
const told = async (tools: ChatTools, ...entries: readonly Entry[]) =>
  (await mayTell(tools, entries)).map(({ token }) => token)

test('a subscription holds as long as whoever subscribed may see the tokens', async () => {
  const { tools } = world({ marketing: ['U0ANA'], platform: ['U0ANA'] })
  expect(await teamsOf(tools)).toEqual([['marketing', 'platform']])
  expect(await told(tools, entry('mkt_a'), entry('plt_a'))).toEqual(['mkt_a', 'plt_a'])
})

test('whoever left a team is told nothing of it any more, and of the others still', async () => {
  const { tools, saved } = world({ marketing: ['U0ANA'], platform: ['U0BEN'] })
  expect(await teamsOf(tools)).toEqual([['marketing']])
  expect(await told(tools, entry('mkt_a'), entry('plt_a'))).toEqual(['mkt_a'])
  expect(saved).toHaveLength(1)
})

test('rights that are all lost end it; the channel and the trail hear of that once', async () => {
  const { tools, saved, said, written } = world({ marketing: [], platform: [] })
  expect(await teamsOf(tools)).toEqual([])
  expect(await teamsOf(tools)).toEqual([])
  expect(saved).toEqual([])
  expect(said).toEqual([expect.stringMatching(/has ended: ana subscribed it, and may not see these tokens any more/)])
  expect(written).toEqual([expect.objectContaining({ what: 'warning.unsubscribed', actor: { kind: 'bot' } })])
})

test('a group that cannot be read ends nothing, and nothing is told until it can', async () => {
  const { tools, saved, said } = world({ marketing: undefined, platform: ['U0ANA'] })
  expect(await teamsOf(tools)).toEqual([['marketing', 'platform']])
  expect(await told(tools, entry('mkt_a'), entry('plt_a'))).toEqual(['plt_a'])
  expect([saved.length, said]).toEqual([1, []])
})

test('somebody who was taken out of the configuration, or whose account is another now, is nobody', async () => {
  const groups = { marketing: ['U0ANA'], platform: ['U0ANA'] }
  expect(await teamsOf(world(groups, [subscription()], []).tools)).toEqual([])
  const other = subscription({ who: { id: 'person:ana', identity: identity('U0OLD') } })
  expect(await teamsOf(world(groups, [other]).tools)).toEqual([])
})

test("a team's own channel hears of its tokens whoever subscribed; a place that nobody asked for hears of none", async () => {
  const own = subscription({ destination: 'slack:C0MARKETING' })
  const { tools } = world({ marketing: [], platform: [] }, [own])
  const here = 'slack:C0MARKETING'
  expect(await told(tools, entry('mkt_a', here), entry('plt_a', here))).toEqual(['mkt_a'])
  expect(await told(world({}, []).tools, entry('mkt_a'))).toEqual([])
  expect(await told(world({}, []).tools, entry('plt_a', here))).toEqual(['plt_a'])
})
