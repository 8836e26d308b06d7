import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkTeams, type TeamsTools } from '../../../src/cli/doctor/check-teams.ts'
import { Secret } from '../../../src/core/token/secret.ts'
import { startTeams } from '../../../src/sandbox/teams/start-teams.ts'
import type { TeamsSandbox } from '../../../src/sandbox/teams/teams-sandbox.ts'
import { createOutgoing } from '../../../src/web/outgoing.ts'
import { keptLog } from '../../web/quiet-log.ts'

let teams: TeamsSandbox
const outgoing = createOutgoing({})
beforeAll(async () => {
  teams = await startTeams()
  teams.group('edge', ['one', 'two'])
  teams.group('empty', [])
})
afterAll(async () => {
  await outgoing.close()
  await teams.close()
})

type Settings = NonNullable<TeamsTools['config']['teams']>

const settings = (more: Partial<Settings>): Settings => ({
  appId: teams.appId,
  appPassword: Secret.of(teams.appPassword),
  tenantId: teams.tenantId,
  appType: 'SingleTenant',
  openIdUrl: teams.openIdUrl,
  loginUrl: teams.url,
  graphUrl: teams.url,
  serviceUrls: [teams.url],
  insecureLocal: false,
  ...more,
})

const found = async (more: Partial<Settings> = {}, groups: readonly string[] = []) => {
  const config = { teams: settings(more), groups: groups.map((id) => ({ name: id, people: [], teamsGroup: id })) }
  const findings = await checkTeams({ config, outgoing, log: keptLog() })
  for (const { status, advice } of findings) expect(advice === undefined).toBe(status === 'ok')
  return findings.map(({ check, status, sentence }) => `${status} ${check}: ${sentence}`)
}

const signedIn = 'ok teams: Microsoft knows the bot.'
const keys = 'ok teams keys: The keys by which deliveries are checked can be read.'

describe('the checks of Teams', () => {
  test('find a tenant in order, and count who is in its groups', async () => {
    expect(await found({}, ['edge', 'empty', 'gone'])).toEqual([
      signedIn,
      keys,
      'ok teams group edge: edge has 2 member(s).',
      'warn teams group empty: empty has no members.',
      'fail teams group gone: gone cannot be read.',
    ])
  })

  test('say that a secret is wrong, once, and show nothing of it', async () => {
    const findings = await found({ appPassword: Secret.of('CANARY') }, ['edge'])
    expect(findings).toEqual(['fail teams: Microsoft does not sign the bot in.', keys])
  })

  test.each(['http://127.0.0.1:1', '/nothing'])('say that the keys cannot be read at %s', async (at) => {
    const openIdUrl = at.startsWith('/') ? `${teams.url}${at}` : at
    expect(await found({ openIdUrl })).toEqual([
      signedIn,
      'fail teams keys: The keys by which deliveries are checked cannot be read.',
    ])
  })

  test('warn where nothing is authenticated, and ask nobody', async () => {
    const before = teams.calls()
    expect(await found({ insecureLocal: true }, ['edge'])).toEqual([
      'warn teams: Deliveries of Teams are not authenticated.',
    ])
    expect(teams.calls()).toBe(before)
  })

  test('say nothing where Teams is off', async () => {
    expect(await checkTeams({ config: { groups: [] }, outgoing, log: keptLog() })).toEqual([])
  })
})
