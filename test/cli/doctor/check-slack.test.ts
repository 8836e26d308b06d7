import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkSlack, type SlackTools } from '../../../src/cli/doctor/check-slack.ts'
import { Secret } from '../../../src/core/token/secret.ts'
import type { SlackSandbox } from '../../../src/sandbox/slack/slack-sandbox.ts'
import { startSlack } from '../../../src/sandbox/slack/start-slack.ts'
import { createOutgoing } from '../../../src/web/outgoing.ts'
import { keptLog } from '../../web/quiet-log.ts'

let slack: SlackSandbox
const outgoing = createOutgoing({})
beforeAll(async () => {
  slack = await startSlack()
})
beforeEach(() => slack.reset())
afterAll(async () => {
  await outgoing.close()
  await slack.close()
})

type Settings = NonNullable<SlackTools['config']['slack']>

const found = async (settings: Partial<Settings> = {}, channel = 'C0MARKETING', group = 'S0EDGE') => {
  const owner = { match: {}, team: 'a', slack: { channel }, approvers: 'edge', members: 'everyone', visibleTo: [] }
  const findings = await checkSlack({
    config: {
      slack: { botToken: Secret.of(slack.botToken), apiUrl: slack.apiUrl, ...settings },
      owners: [owner],
      groups: [{ name: 'edge', people: [], slackUserGroup: group }],
      fallback: [{ kind: 'channel', platform: 'slack', id: 'C0PLATFORM' }],
      mapByEmail: false,
    },
    outgoing,
    log: keptLog(),
  })
  return findings.map(({ check, status, sentence }) => `${status} ${check}: ${sentence}`)
}

describe('the checks of Slack', () => {
  test('find a workspace in order, Socket Mode, channels and groups included', async () => {
    expect(await found({ appToken: Secret.of(slack.appToken) })).toEqual([
      expect.stringMatching(/^ok slack: The bot is .+ in .+\.$/),
      'ok slack: The bot has all scopes that it needs.',
      'ok slack socket mode: Socket Mode can be opened.',
      'ok slack channel C0MARKETING: The bot is in #marketing.',
      'ok slack channel C0PLATFORM: The bot is in #platform.',
      'ok slack group edge: S0EDGE has 2 member(s).',
    ])
  })

  test('say which scopes are missing, and whether the bot can live without', async () => {
    slack.settings({ scopes: ['commands', 'im:write', 'users:read', 'channels:read', 'groups:read'] })
    expect((await found())[1]).toMatch(/^fail slack: The bot lacks: chat:write, usergroups:read, metadata/)
    const core = ['commands', 'chat:write', 'im:write', 'users:read', 'channels:read', 'groups:read', 'usergroups:read']
    slack.settings({ scopes: [...core, 'channels:history', 'groups:history', 'im:history'] })
    expect((await found())[1]).toBe('warn slack: The bot lacks: metadata.message:read.')
  })

  test('say that a channel has no bot in it, is archived, or is not there', async () => {
    expect(await found({}, 'C0RANDOM')).toContain('fail slack channel C0RANDOM: The bot is not in #random.')
    expect(await found({}, 'C0OLDNEWS')).toContain('fail slack channel C0OLDNEWS: #old-news is archived.')
    expect(await found({}, 'C0NOWHERE')).toContain(
      'fail slack channel C0NOWHERE: The channel cannot be read: Slack says channel_not_found.',
    )
  })

  test('say that a group cannot be read', async () => {
    expect((await found({}, 'C0MARKETING', 'S0GONE')).at(-1)).toMatch(
      /^fail slack group edge: S0GONE cannot be read: Slack says /,
    )
  })

  test('say that a token is wrong, once, and show nothing of it', async () => {
    const findings = await found({ botToken: Secret.of('xoxb-CANARY') })
    expect(findings).toEqual(['fail slack: The bot token does not work: Slack says invalid_auth.'])
    const socket = await found({ appToken: Secret.of('xapp-CANARY') })
    expect(socket[2]).toBe('fail slack socket mode: SLACK_APP_TOKEN does not work: Slack says invalid_auth.')
    expect([...findings, ...socket].join()).not.toContain('CANARY')
  })
})

test.each([
  ['whose owners have channels in Slack is told how to set it up', 'slack', ['Slack is not set up.']],
  ['for Teams alone is not told of Slack', 'teams', []],
] as const)('a bot without Slack %s', async (_, platform, sentences) => {
  const findings = await checkSlack({
    config: { owners: [], groups: [], fallback: [{ kind: 'channel', platform, id: 'C0PLATFORM' }], mapByEmail: false },
    outgoing,
    log: keptLog(),
  })
  expect(findings.map(({ sentence }) => sentence)).toEqual(sentences)
})
