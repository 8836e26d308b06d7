import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { checkTeams, type TeamsTools } from '../../../src/cli/doctor/check-teams.ts'
import { Secret } from '../../../src/core/token/secret.ts'
import { startTeams } from '../../../src/sandbox/teams/start-teams.ts'
import type { TeamsSandbox } from '../../../src/sandbox/teams/teams-sandbox.ts'
import { samplePeople } from '../../../src/sandbox/teams/world/people.ts'
import { createOutgoing } from '../../../src/web/outgoing.ts'

let teams: TeamsSandbox
const outgoing = createOutgoing({})
beforeAll(async () => {
  teams = await startTeams()
  teams.group('approvers', [samplePeople.ben.id, samplePeople.cho.id])
  teams.group('empty', [])
})
afterEach(() => teams.grantGroups(true))
afterAll(async () => {
  await outgoing.close()
  await teams.close()
})

type Settings = NonNullable<TeamsTools['config']['teams']>

const settings = (more: Partial<Settings> = {}): Settings => ({
  ...{ appId: teams.appId, tenantId: teams.tenantId, appPassword: Secret.of(teams.appPassword) },
  ...{ openIdUrl: teams.openIdUrl, loginUrl: teams.url, graphUrl: teams.url, serviceUrls: [teams.url] },
  ...{ appType: 'SingleTenant', insecureLocal: false },
  ...more,
})
const found = async (more: Partial<Settings> = {}, group?: string) => {
  const groups = group === undefined ? [] : [{ name: 'edge', people: [], teamsGroup: group }]
  const findings = await checkTeams({ config: { teams: settings(more), groups }, outgoing })
  for (const { status, advice } of findings) expect(advice === undefined).toBe(status === 'ok')
  return findings
}
const linesOf = async (...args: Parameters<typeof found>) =>
  (await found(...args)).map(({ check, status, sentence }) => `${status} ${check}: ${sentence}`)

const other = '00000000-0000-4000-8000-0000000000ff'
const keys = 'ok teams keys: The keys that Teams signs deliveries with can be read.'
const signedIn = 'ok teams: The app signs in to its tenant.'

describe('the checks of Teams', () => {
  test('find an app in order, its groups included', async () => {
    expect(await linesOf({}, 'approvers')).toEqual([keys, signedIn, 'ok teams group edge: approvers has 2 member(s).'])
  })

  test('say nothing where Teams is off', async () => {
    const groups = [{ name: 'edge', people: [], teamsGroup: 'approvers' }]
    expect(await checkTeams({ config: { groups }, outgoing })).toEqual([])
  })

  test.each<[string, Partial<Settings>, string, RegExp]>([
    [
      'a wrong secret',
      { appPassword: Secret.of('CANARY') },
      'TEAMS_APP_PASSWORD is not a secret',
      /the value \(not the id\)/,
    ],
    ['another app', { appId: other }, 'TEAMS_APP_ID is not an app of this tenant.', /Compare TEAMS_APP_ID/],
    ['another tenant', { tenantId: other }, 'There is no tenant with this', /directory \(tenant\) id/],
  ])('name %s, advise, ask no further, and show nothing of a secret', async (_name, more, sentence, advice) => {
    const findings = await found(more, 'approvers')
    expect(findings).toMatchObject([
      { check: 'teams keys', status: 'ok' },
      {
        check: 'teams',
        status: 'fail',
        sentence: expect.stringContaining(sentence),
        advice: expect.stringMatching(advice),
      },
    ])
    expect(JSON.stringify(findings)).not.toMatch(/CANARY|sandbox-client-secret/)
  })

  test('say that a tenant named by its domain would have every delivery refused', async () => {
    expect((await linesOf({ tenantId: 'acme.example' }))[0]).toMatch(
      /^fail teams: TEAMS_TENANT_ID is not an id such as/,
    )
  })

  test.each([
    ['groups', 'fail teams group edge: The bot may not read approvers (Graph says 403).', false, 'approvers'],
    ['a group that is not there', 'fail teams group edge: There is no group nowhere in this tenant.', true, 'nowhere'],
    ['an empty group', 'warn teams group edge: empty has no members.', true, 'empty'],
  ])('say that it cannot work with %s', async (_name, line, granted, group) => {
    teams.grantGroups(granted)
    expect((await linesOf({}, group)).at(-1)).toBe(line)
  })

  test('say what cannot be reached', async () => {
    const away = { openIdUrl: 'http://127.0.0.1:9/openid', loginUrl: 'http://127.0.0.1:9' }
    expect(await linesOf(away)).toEqual([
      'fail teams keys: The keys that Teams signs deliveries with cannot be read.',
      'fail teams: Microsoft’s sign-in does not answer.',
    ])
    expect((await linesOf({ openIdUrl: `${teams.url}/nothing` }))[0]).toMatch(/^fail teams keys: /)
    expect((await linesOf({ graphUrl: 'http://127.0.0.1:9' }, 'approvers')).at(-1)).toBe(
      'fail teams group edge: approvers cannot be read: Graph does not answer.',
    )
  })

  test('warn of deliveries without authentication, and ask nothing', async () => {
    const before = teams.calls()
    expect(await linesOf({ insecureLocal: true })).toEqual([
      'warn teams: Deliveries are not authenticated; the port is bound to loopback only.',
    ])
    expect(teams.calls()).toBe(before)
  })
})
