import { z } from 'zod'
import type { Network } from '../../core/token/network.ts'
import { personOrGroupName } from './people-schema.ts'
import { anyText, listOf, text } from './scalars.ts'

/** Globs with more match nothing: see `globMatches`. */
const maxStars = 4

export const glob = anyText('a name, or a glob such as mkt_*').refine(
  (value) => (value.match(/\*+/g)?.length ?? 0) <= maxStars,
  `a glob with at most ${maxStars} stars`,
)

const network = { STAGING: 'STAGING', PRODUCTION: 'PRODUCTION' } as const satisfies { [N in Network]: N }

/** The fields that owners and policies have in common. Globs are case-sensitive and match the whole name. */
export const matchFields = {
  account: glob.exactOptional(),
  token: glob.exactOptional(),
  namespace: glob.exactOptional().describe("Matches if any of the token's namespaces does."),
  group: glob
    .exactOptional()
    .describe("An access group's id; matches if any EdgeWorker that uses the token, or is to use it, is in it."),
  network: z
    .enum(network, { error: `one of: ${Object.values(network).join(', ')}` })
    .exactOptional()
    .describe("Matches if any of the token's networks does; of a policy, any of the plan's."),
}

export const slackChannel = text(/^[CGD][A-Z0-9]{2,}$/, 'a Slack channel id such as C0123ABC, not its name')
export const teamsConversation = anyText('a Teams conversation id such as "19:…@thread.tacv2"')

const owner = z.strictObject(
  {
    match: z
      .strictObject(matchFields, {
        error: 'a mapping of account, token, namespace, group and network; {} matches everything',
      })
      .describe('Every field given must match; {} matches everything.'),
    team: personOrGroupName.describe('What this owner is called.'),
    slack: z.strictObject({ channel: slackChannel }, { error: 'a mapping with a channel' }).exactOptional(),
    teams: z
      .strictObject({ conversation: teamsConversation }, { error: 'a mapping with a conversation' })
      .exactOptional(),
    approvers: personOrGroupName.describe('A group.'),
    onCall: personOrGroupName.exactOptional().describe('A group or a person of this file.'),
    members: personOrGroupName
      .default('everyone')
      .describe("everyone, or a group: who may ask for this owner's tokens."),
    visibleTo: listOf(personOrGroupName, 'members, approvers and groups')
      .default(['members', 'approvers'])
      .describe('Who sees them in list, show, where, audit and suggestions; admins always do.'),
  },
  { error: 'an owner: a mapping of match, team, a channel and approvers' },
)

export const ownersSchema = listOf(owner, 'owners').min(1, 'at least one owner, the last with match: {}')
