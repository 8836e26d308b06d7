import { teamsOptionsOf } from '../../app/teams-options-of.ts'
import type { Config } from '../../config/config.ts'
import type { Log } from '../../core/ports/log.ts'
import { createSigningKeys } from '../../teams/signing-keys.ts'
import { createTeamsGroups } from '../../teams/teams-groups.ts'
import type { TeamsOptions } from '../../teams/teams-options.ts'
import { connectorScope, createTeamsTokens, type TeamsTokens } from '../../teams/teams-tokens.ts'
import type { Outgoing } from '../../web/outgoing.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

export interface TeamsTools {
  readonly config: Pick<Config, 'teams' | 'groups'>
  readonly outgoing: Pick<Outgoing, 'fetch'>
  readonly log: Log
}

const check = 'teams'

const checkSignIn = async (options: TeamsOptions, tokens: TeamsTokens): Promise<Finding> => {
  try {
    await tokens.get(connectorScope)
    return ok(check, 'Microsoft knows the bot.')
  } catch {
    const mean =
      options.appPassword === undefined
        ? 'Give this machine the managed identity whose id is TEAMS_APP_ID.'
        : 'Compare TEAMS_APP_ID, TEAMS_TENANT_ID and TEAMS_APP_PASSWORD with the app registration: a client secret expires.'
    return fail(check, 'Microsoft does not sign the bot in.', `${mean} Check HTTPS_PROXY, too.`)
  }
}

/** Deliveries are refused while Microsoft's keys cannot be read. */
const checkKeys = async (options: TeamsOptions): Promise<Finding> => {
  const name = 'teams keys'
  try {
    await createSigningKeys(options)('')
    return ok(name, 'The keys by which deliveries are checked can be read.')
  } catch {
    const advice = 'Let this machine reach login.botframework.com; until then every delivery of Teams is refused.'
    return fail(name, 'The keys by which deliveries are checked cannot be read.', advice)
  }
}

const checkGroups = async ({ config, log }: TeamsTools, options: TeamsOptions, tokens: TeamsTokens) => {
  const groups = createTeamsGroups(options, tokens, log)
  const named = config.groups.flatMap(({ name, teamsGroup: id }) => (id === undefined ? [] : [{ name, id }]))
  return Promise.all(
    named.map(async ({ name, id }): Promise<Finding> => {
      const group = `teams group ${name}`
      const members = await groups.members('teams', id, true)
      if (members === undefined) {
        const advice =
          'Until it can be read it counts as nobody. The app needs GroupMember.Read.All and User.Read.All, with consent.'
        return fail(group, `${id} cannot be read.`, advice)
      }
      if (members.length > 0) return ok(group, `${id} has ${members.length} member(s).`)
      return warn(group, `${id} has no members.`, 'Nobody can approve through it until it has.')
    }),
  )
}

/** Sign-in, Microsoft's keys, and the Entra groups of the configuration. Nothing where Teams is off. */
export const checkTeams = async (tools: TeamsTools): Promise<Finding[]> => {
  const { teams } = tools.config
  if (teams === undefined) return []
  if (teams.insecureLocal) {
    const advice = 'For trying out alone: unset TEAMS_INSECURE_LOCAL before anybody else can reach this machine.'
    return [warn(check, 'Deliveries of Teams are not authenticated.', advice)]
  }
  const options = teamsOptionsOf(teams, tools.outgoing)
  const tokens = createTeamsTokens(options)
  const [signIn, keys] = await Promise.all([checkSignIn(options, tokens), checkKeys(options)])
  // Without a sign-in every group would only say so again.
  return [signIn, keys, ...(signIn.status === 'fail' ? [] : await checkGroups(tools, options, tokens))]
}
