import type { Config } from '../config/config.ts'
import type { Log } from '../core/ports/log.ts'
import type { RedisConnection } from '../store/connect.ts'
import { createRedisAttempts } from '../store/redis-attempts.ts'
import { createRedisConversations } from '../store/redis-conversations.ts'
import { createRedisDrafts } from '../store/redis-drafts.ts'
import type { Outgoing } from '../web/outgoing.ts'
import { connectSlack } from './connect-slack.ts'
import type { Teams, TeamsStores } from './connect-teams.ts'
import type { Parts } from './core-tools.ts'
import { joinGroups } from './join-groups.ts'
import { learningDirectory } from './learning-directory.ts'
import { mapByEmail } from './map-by-email.ts'

/** Most of what a process would load is Bot Framework, and only those with Teams need it. */
const teamsOf = async (
  config: Config,
  stores: TeamsStores,
  outgoing: Outgoing,
  log: Log,
): Promise<Teams | undefined> => {
  if (config.teams === undefined) return undefined
  const { connectTeams } = await import('./connect-teams.ts')
  return connectTeams(config, config.teams, stores, outgoing, log)
}

/** Every configured chat platform, and what the core sees of them. Throws an `OutsideFailure` when Slack refuses the token. */
export const connectChat = async (config: Config, redis: RedisConnection, outgoing: Outgoing, log: Log) => {
  const slack = await connectSlack(config, createRedisDrafts(redis), outgoing, log)
  const stores = { conversations: createRedisConversations(redis), attempts: createRedisAttempts(redis) }
  const teams = await teamsOf(config, stores, outgoing, log)
  const parts: Pick<Parts, 'groups' | 'directory' | 'messengers'> = {
    groups: joinGroups({ ...(slack && { slack: slack.groups }), ...(teams && { teams: teams.groups }) }),
    directory: learningDirectory({
      people: config.mapByEmail
        ? await mapByEmail(config.people, { ...(slack && { slack: slack.findByEmail }) })
        : config.people,
      workspaces: { ...(slack && { slack: slack.team }), ...(teams && { teams: teams.tenant }) },
      mapByEmail: config.mapByEmail,
    }),
    messengers: { ...(slack && { slack: slack.messenger }), ...(teams && { teams: teams.messenger }) },
  }
  return { slack, teams, parts }
}
