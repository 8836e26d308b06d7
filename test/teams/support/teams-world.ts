import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { View } from '../../../src/core/chat/views/view.ts'
import type { Conversation, Conversations } from '../../../src/core/ports/conversations.ts'
import { startTeams } from '../../../src/sandbox/teams/start-teams.ts'
import { marketing } from '../../../src/sandbox/teams/world/conversations.ts'
import { samplePeople } from '../../../src/sandbox/teams/world/people.ts'
import { createConnector } from '../../../src/teams/connector.ts'
import { createRoster } from '../../../src/teams/roster.ts'
import { createSighted } from '../../../src/teams/sighted.ts'
import { createTeamsHandler } from '../../../src/teams/teams-app.ts'
import { createTeamsGroups } from '../../../src/teams/teams-groups.ts'
import { createTeamsMessenger } from '../../../src/teams/teams-messenger.ts'
import type { TeamsOptions } from '../../../src/teams/teams-options.ts'
import { createTeamsTokens } from '../../../src/teams/teams-tokens.ts'
import { createMemoryAttempts } from '../../fakes/memory-attempts.ts'
import { createMemoryInbox } from '../../fakes/memory-inbox.ts'
import { createMemoryLog } from '../../fakes/memory-log.ts'

const memoryConversations = (): Conversations => {
  const known = new Map<string, Conversation>()
  return {
    save: async (one) => void known.set(one.id, one),
    load: async (id) => known.get(id),
    personal: async (person) => [...known.values()].find((one) => one.person === person),
    latest: async () => [...known.values()].at(-1)?.serviceUrl,
    remove: async (left) => {
      for (const { id, team } of [...known.values()])
        if (id === left.id || (left.team !== undefined && team === left.team)) known.delete(id)
    },
  }
}

export const { ana, ben, gus } = samplePeople
export const channel = marketing

const listen = async (handle: ReturnType<typeof createTeamsHandler>) => {
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url, close }
}

/** The real adapter against the sandbox's Teams, with an inbox in memory. `board`: what each person's own view is. */
export const startTeamsWorld = async () => {
  const teams = await startTeams()
  const { appId, appPassword, tenantId, url, driver } = teams
  const log = createMemoryLog()
  const inbox = createMemoryInbox()
  const conversations = memoryConversations()
  const attempts = createMemoryAttempts()
  const boards = new Map<string, View>()
  const addresses = { openIdUrl: teams.openIdUrl, loginUrl: url, graphUrl: url, serviceUrls: [url] }
  const options: TeamsOptions = { appId, appPassword, tenantId, ...addresses, insecureLocal: false, fetch }
  const tokens = createTeamsTokens(options)
  const connector = createConnector(options, tokens)
  const roster = createRoster(connector, tenantId)
  const newMessenger = () => {
    const parts = { connector, conversations, attempts, roster, appId, tenantId, log }
    return createTeamsMessenger(parts)
  }
  const messenger = newMessenger()
  const bot = await listen(
    createTeamsHandler(options, {
      ...{ inbox, conversations, log, roster, tenantId, answer: messenger.answer },
      sighted: createSighted(attempts, connector),
      ownBoard: async ({ user }) => boards.get(user),
    }),
  )
  await teams.connect({ url: bot.url })
  return {
    ...{ teams, driver, log, inbox, conversations, attempts, boards, newMessenger },
    messenger,
    groups: createTeamsGroups(options, tokens, log),
    /** What everybody sees in #marketing. */
    messages: () => driver.messages({ conversation: channel }),
    types: (
      text: string,
      more: { readonly user?: string; readonly slash?: boolean; readonly conversation?: string } = {},
    ) => driver.types({ user: ana.id, conversation: channel, text, ...more }),
    close: async () => {
      await bot.close()
      await teams.close()
    },
  }
}
export type TeamsWorld = Awaited<ReturnType<typeof startTeamsWorld>>
