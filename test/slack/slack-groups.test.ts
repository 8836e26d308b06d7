import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSlackClient } from '../../src/slack/slack-client.ts'
import { createSlackGroups } from '../../src/slack/slack-groups.ts'
import { createMemoryLog } from '../fakes/memory-log.ts'
import { type SlackWorld, startSlackWorld } from './support/slack-world.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await startSlackWorld()
})
afterAll(() => world.close())

const freshGroups = () => {
  const log = createMemoryLog()
  const { botToken, apiUrl } = world.slack
  return createSlackGroups(createSlackClient({ botToken, apiUrl }, log), log)
}
const ben = { platform: 'slack', workspace: 'T0SANDBOX', user: 'U0BEN' } as const
const ana = { ...ben, user: 'U0ANA' }
const calls = () => world.slack.effects().filter(({ name }) => name === 'usergroups.users.list').length
const edge = (people: readonly string[]) => ({ id: 'S0EDGE', handle: 'edge-approvers', name: 'Edge approvers', people })

test('a user group is its members, asked for once in a while and anew where it must be fresh', async () => {
  const groups = freshGroups()
  const before = calls()
  expect(await groups.members('slack', 'S0EDGE', false)).toEqual(['U0BEN', 'U0CHO'])
  expect(await groups.isMember('slack', 'S0EDGE', ben, false)).toBe(true)
  expect(await groups.isMember('slack', 'S0EDGE', ana, false)).toBe(false)
  expect(calls()).toBe(before + 1)
  world.slack.change({ groups: [edge(['U0CHO'])] })
  expect(await groups.isMember('slack', 'S0EDGE', ben, false)).toBe(true)
  expect(await groups.isMember('slack', 'S0EDGE', ben, true)).toBe(false)
  expect(await groups.isMember('slack', 'S0EDGE', ben, false)).toBe(false)
  world.slack.change({ groups: [edge(['U0BEN', 'U0CHO'])] })
})

test('many who ask anew at once have one answer, so that Slack goes on answering', async () => {
  const groups = freshGroups()
  const before = calls()
  const all = await Promise.all(Array.from({ length: 30 }, () => groups.isMember('slack', 'S0EDGE', ben, true)))
  expect(all).toEqual(Array(30).fill(true))
  expect(calls()).toBe(before + 1)
  await groups.members('slack', 'S0EDGE', true)
  expect(calls()).toBe(before + 2)
})

test('a group that cannot be read is nobody, also when it could be read before', async () => {
  const groups = freshGroups()
  expect(await groups.isMember('slack', 'S0EDGE', ben, false)).toBe(true)
  world.slack.settings({ errors: [{ method: 'usergroups.users.list', error: 'internal_error' }] })
  expect(await groups.members('slack', 'S0EDGE', true)).toBeUndefined()
  expect(await groups.isMember('slack', 'S0EDGE', ben, false)).toBe(false)
  world.slack.settings({ errors: [] })
  expect(await groups.isMember('slack', 'S0EDGE', ben, false)).toBe(true)
})

test('a group that Slack does not know is asked for once a minute, so that the others go on being answered', async () => {
  const groups = freshGroups()
  const before = calls()
  for (let n = 0; n < 5; n += 1) expect(await groups.isMember('slack', 'S0NONE', ben, true)).toBe(false)
  expect(calls()).toBe(before + 1)
})

test('a group that does not exist, and one of another platform, is nobody', async () => {
  const groups = freshGroups()
  expect(await groups.members('slack', 'S0NONE', false)).toBeUndefined()
  expect(await groups.members('teams', 'S0EDGE', false)).toBeUndefined()
  expect(await groups.isMember('slack', 'S0EDGE', { ...ben, platform: 'teams' }, false)).toBe(false)
})
