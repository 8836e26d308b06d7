import type { TeamsSandbox } from '../../sandbox/teams/teams-sandbox.ts'

/** The bot's variables for the sandbox's Teams. */
export const teamsEnvironment = ({ appId, appPassword, tenantId, url, openIdUrl }: TeamsSandbox) => ({
  TEAMS_APP_ID: appId,
  TEAMS_APP_PASSWORD: appPassword,
  TEAMS_TENANT_ID: tenantId,
  TEAMS_OPENID_URL: openIdUrl,
  TEAMS_LOGIN_URL: url,
  TEAMS_GRAPH_URL: url,
  TEAMS_SERVICE_URLS: url,
})
