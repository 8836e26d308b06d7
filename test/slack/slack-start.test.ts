import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackSandbox } from '../../src/sandbox/slack/slack-sandbox.ts'
import { startSlack as startSandbox } from '../../src/sandbox/slack/start-slack.ts'
import { startSlack } from '../../src/slack/slack-app.ts'
import { createSlackClient } from '../../src/slack/slack-client.ts'
import { createSlackMessenger } from '../../src/slack/slack-messenger.ts'
import { createMemoryDrafts } from '../fakes/memory-drafts.ts'
import { createMemoryInbox } from '../fakes/memory-inbox.ts'
import { createMemoryLog } from '../fakes/memory-log.ts'

let slack: SlackSandbox
beforeAll(async () => {
  slack = await startSandbox()
})
afterAll(() => slack.close())

const start = (botToken: string, apiUrl = slack.apiUrl) => {
  const log = createMemoryLog()
  const client = createSlackClient({ botToken, apiUrl }, log)
  const drafts = createMemoryDrafts()
  const deps = {
    client,
    messenger: createSlackMessenger({ client, log, drafts, apiUrl }),
    inbox: createMemoryInbox(),
    log,
  }
  return startSlack({ botToken, apiUrl, signingSecret: slack.signingSecret }, deps)
}

test('a wrong token is one sentence for the operator, and not in it', async () => {
  const failure = await start('xoxb-wrong-token').catch((error: unknown) => error)
  expect(failure).toMatchObject({ who: 'operator', system: 'slack', maybeDone: false })
  expect(String(failure)).toContain('SLACK_BOT_TOKEN (invalid_auth)')
  expect(String(failure)).not.toContain('wrong-token')
})

test('a Slack that does not answer is said after some tries', async () => {
  const failure = await start(slack.botToken, 'http://127.0.0.1:9/api/').catch((error: unknown) => error)
  expect(failure).toMatchObject({ who: 'retry', system: 'slack', message: expect.stringContaining('does not answer') })
})

test('a Slack that stumbles for a moment is no reason to give up', async () => {
  slack.settings({ errors: [{ method: 'auth.test', status: 503, times: 2 }] })
  const app = await start(slack.botToken)
  expect(app.identity).toEqual({ team: 'T0SANDBOX', botUser: 'U0EDGEBOT', bot: 'B0EDGEKV' })
  expect(app.ready()).toBe(true)
  await app.stop()
})
