import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Messenger } from '../../../src/core/ports/messenger.ts'
import type { SlackSandbox } from '../../../src/sandbox/slack/slack-sandbox.ts'
import { startSlack as startSandbox } from '../../../src/sandbox/slack/start-slack.ts'
import { type SlackApp, startSlack } from '../../../src/slack/slack-app.ts'
import { createSlackClient } from '../../../src/slack/slack-client.ts'
import { createSlackMessenger } from '../../../src/slack/slack-messenger.ts'
import { createMemoryDrafts } from '../../fakes/memory-drafts.ts'
import { createMemoryInbox, type MemoryInbox } from '../../fakes/memory-inbox.ts'
import { createMemoryLog, type MemoryLog } from '../../fakes/memory-log.ts'

export interface SlackWorld {
  readonly slack: SlackSandbox
  readonly app: SlackApp
  readonly messenger: Messenger
  readonly inbox: MemoryInbox
  readonly log: MemoryLog
  /** The bot's address for deliveries; empty in Socket Mode. */
  readonly url: string
  readonly close: () => Promise<void>
}

const serve = async (app: SlackApp): Promise<{ server: Server; url: string }> => {
  const server = createServer((req, res) => {
    if (app.handler !== undefined && req.url === '/slack/events') void app.handler(req, res)
    else res.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` }
}

/** The real adapter against a sandbox workspace, with an inbox in memory. */
export const startSlackWorld = async (mode: 'http' | 'socket' = 'http'): Promise<SlackWorld> => {
  const slack = await startSandbox()
  const log = createMemoryLog()
  const inbox = createMemoryInbox()
  const connection = { botToken: slack.botToken, apiUrl: slack.apiUrl }
  const client = createSlackClient(connection, log)
  const messenger = createSlackMessenger({ client, log, drafts: createMemoryDrafts(), apiUrl: slack.apiUrl })
  const way = mode === 'http' ? { signingSecret: slack.signingSecret } : { appToken: slack.appToken }
  const app = await startSlack({ ...connection, ...way }, { client, messenger, inbox, log })
  const { server, url } = await serve(app)
  if (mode === 'http') await slack.connect({ url })
  const close = async () => {
    await app.stop()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await slack.close()
  }
  return { slack, app, messenger, inbox, log, url: mode === 'http' ? url : '', close }
}
