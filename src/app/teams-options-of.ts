import type { Config } from '../config/config.ts'
import type { TeamsOptions } from '../teams/teams-options.ts'
import type { Outgoing } from '../web/outgoing.ts'

/** How to reach Teams, as the environment says it. */
export const teamsOptionsOf = (
  teams: NonNullable<Config['teams']>,
  { fetch }: Pick<Outgoing, 'fetch'>,
): TeamsOptions => {
  const { appPassword, appType, ...settings } = teams
  const usesSecret = appPassword !== undefined && appType === 'SingleTenant'
  const secret = usesSecret ? { appPassword: appPassword.reveal() } : {}
  return { ...settings, ...secret, fetch }
}
