import type { TeamsSettings } from '../config/environment.ts'
import type { TeamsOptions } from '../teams/teams-options.ts'
import type { Outgoing } from '../web/outgoing.ts'

/** What the Teams adapter takes, as the environment says it. */
export const teamsOptionsOf = (teams: TeamsSettings, { fetch }: Pick<Outgoing, 'fetch'>): TeamsOptions => {
  const { appPassword, appType: _type, ...settings } = teams
  return { ...settings, ...(appPassword === undefined ? {} : { appPassword: appPassword.reveal() }), fetch }
}
