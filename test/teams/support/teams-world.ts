import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Conversation, Conversations } from '../../../src/core/ports/conversations.ts'
import { startTeams } from '../../../src/sandbox/teams/start-teams.ts'
import { createConnector } from '../../../src/teams/connector.ts'
import { createTeamsHandler } from '../../../src/teams/teams-app.ts'
import { createTeamsGroups } from '../../../src/teams/teams-groups.ts'
import { createTeamsMessenger } from '../../../src/teams/teams-messenger.ts'
import type { TeamsOptions } from '../../../src/teams/teams-options.ts'
import { createTeamsTokens } from '../../../src/teams/teams-tokens.ts'
import { createMemoryInbox } from '../../fakes/memory-inbox.ts'
import { createMemoryLog } from '../../fakes/memory-log.ts'

const memoryConversations = (): Conversations => {
  const known = new Map<string, Conversation>()
  return {
    save: async (one) => void known.set(one.id, one),
    load: async (id) => known.get(id),
    personal: async (person) => [...known.values()].find((one) => one.person === person),
    latest: async () => [...known.values()].at(-1)?.serviceUrl,
    remove: async (id) => void known.delete(id),
  }
}

export const channel = '19:marketing@thread.tacv2'

/** The real adapter against a sandbox connector, with an inbox in memory. */
export const startTeamsWorld = async () => {
  const teams = await startTeams()
  const { appId, appPassword, tenantId, url } = teams
  const log = createMemoryLog()
  const inbox = createMemoryInbox()
  const conversations = memoryConversations()
  const addresses = { openIdUrl: teams.openIdUrl, loginUrl: url, graphUrl: url, serviceUrls: [url] }
  const options: TeamsOptions = { appId, appPassword, tenantId, ...addresses, insecureLocal: false, fetch }
  const tokens = createTeamsTokens(options)
  const messenger = createTeamsMessenger({
    connector: createConnector(options, tokens),
    conversations,
    appId,
    tenantId,
    log,
  })
  const handle = createTeamsHandler(options, { inbox, conversations, log })
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bot = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`
  const activity = (change: Readonly<Record<string, unknown>> = {}) => ({
    type: 'message',
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl: url,
    text: '<at>edgekv</at>&nbsp;rotate mkt_token1',
    from: { id: '29:ana', name: 'Ana', aadObjectId: 'oid-ana' },
    recipient: { id: `28:${appId}`, name: 'edgekv' },
    conversation: { id: `${channel};messageid=1`, conversationType: 'channel', tenantId },
    channelData: { tenant: { id: tenantId } },
    entities: [{ type: 'mention', text: '<at>edgekv</at>', mentioned: { id: `28:${appId}`, name: 'edgekv' } }],
    ...change,
  })
  const deliver = async (body: unknown, token?: string) => {
    const response = await fetch(bot, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    })
    return { status: response.status, text: await response.text() }
  }
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await teams.close()
  }
  const groups = createTeamsGroups(options, tokens, log)
  return { teams, log, inbox, conversations, messenger, groups, activity, deliver, close }
}
export type TeamsWorld = Awaited<ReturnType<typeof startTeamsWorld>>
