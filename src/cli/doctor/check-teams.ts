import { teamsOptionsOf } from '../../app/teams-options-of.ts'
import type { Config } from '../../config/config.ts'
import { createEntraGroups } from '../../teams/entra-groups.ts'
import { createSigningKeys } from '../../teams/signing-keys.ts'
import type { TeamsOptions } from '../../teams/teams-options.ts'
import { connectorScope, createTeamsTokens, type TeamsTokens } from '../../teams/teams-tokens.ts'
import { within } from '../../teams/within.ts'
import type { Outgoing } from '../../web/outgoing.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import { groupFailure, signInFailure } from './teams-advice.ts'

export interface TeamsTools {
  readonly config: Pick<Config, 'teams' | 'groups'>
  readonly outgoing: Pick<Outgoing, 'fetch'>
}

const check = 'teams'
const patienceMs = 20_000

const isEntraId = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)

/** A tenant may be signed in to by its domain name, but deliveries name it by its id. */
const idFindings = ({ appId, tenantId }: TeamsOptions): Finding[] =>
  Object.entries({ TEAMS_APP_ID: appId, TEAMS_TENANT_ID: tenantId })
    .filter(([, id]) => !isEntraId(id))
    .map(([name]) =>
      fail(
        check,
        `${name} is not an id such as 00000000-0000-0000-0000-000000000000, so every delivery would be refused.`,
        'Copy it from the overview of the app registration in Microsoft Entra.',
      ),
    )

const checkKeys = async (options: TeamsOptions): Promise<Finding> => {
  try {
    await createSigningKeys(options)('')
    return ok('teams keys', 'The keys that Teams signs deliveries with can be read.')
  } catch {
    const advice = 'Let this machine reach login.botframework.com; check HTTPS_PROXY and NODE_EXTRA_CA_CERTS.'
    return fail('teams keys', 'The keys that Teams signs deliveries with cannot be read.', advice)
  }
}

const checkSignIn = async ({ appPassword }: TeamsOptions, tokens: TeamsTokens): Promise<Finding> => {
  const isManaged = appPassword === undefined
  try {
    const token = await within(patienceMs, tokens.get(connectorScope))
    if (token === undefined) return signInFailure(check, undefined, isManaged)
    return ok(check, 'The app signs in to its tenant.')
  } catch (error) {
    return signInFailure(check, error, isManaged)
  }
}

/** Both ways that the bot asks: whom there is to ask, and whether one is in it. */
const checkGroup = async (groups: ReturnType<typeof createEntraGroups>, name: string, id: string): Promise<Finding> => {
  const group = `teams group ${name}`
  try {
    const [somebody, ...others] = await groups.list(id)
    if (somebody === undefined)
      return warn(group, `${id} has no members.`, 'Nobody can approve through it until it has.')
    await groups.isIn(id, somebody)
    return ok(group, `${id} has ${others.length + 1} member(s).`)
  } catch (error) {
    return groupFailure(group, id, error)
  }
}

/** The app's ids and its sign-in, the keys of deliveries, and the Entra groups of the configuration. Nothing where Teams is off. */
export const checkTeams = async ({ config, outgoing }: TeamsTools): Promise<Finding[]> => {
  const { teams } = config
  if (teams === undefined) return []
  if (teams.insecureLocal) {
    const advice = 'Unset TEAMS_INSECURE_LOCAL anywhere but on a machine for trying things out.'
    return [warn(check, 'Deliveries are not authenticated; the port is bound to loopback only.', advice)]
  }
  const options = teamsOptionsOf(teams, outgoing)
  const tokens = createTeamsTokens(options)
  const [keys, signIn] = await Promise.all([checkKeys(options), checkSignIn(options, tokens)])
  const found = [...idFindings(options), keys, signIn]
  if (signIn.status !== 'ok') return found
  const groups = createEntraGroups(options, tokens)
  const asked = config.groups.flatMap(({ name, teamsGroup }) =>
    teamsGroup === undefined ? [] : [checkGroup(groups, name, teamsGroup)],
  )
  return [...found, ...(await Promise.all(asked))]
}
