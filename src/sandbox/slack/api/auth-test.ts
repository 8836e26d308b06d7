import { identity } from '../world/identity.ts'
import { done, type Method } from './method.ts'

export const authTest: Method = {
  scopes: [],
  run: ({ world }) =>
    done({
      url: `https://${world.state.team.domain}.slack.com/`,
      team: world.state.team.name,
      user: identity.botName,
      team_id: world.state.team.id,
      user_id: identity.botUserId,
      bot_id: identity.botId,
      is_enterprise_install: false,
    }),
}
