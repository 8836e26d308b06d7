import { z } from 'zod'
import { accountsSchema } from './accounts-schema.ts'
import { ownersSchema, slackChannel, teamsConversation } from './owners-schema.ts'
import { groupsSchema, peopleSchema, personOrGroupName } from './people-schema.ts'
import { policiesSchema } from './policies-schema.ts'
import { rotationSchema } from './rotation-schema.ts'
import { anyText, count, duration, flag, size } from './scalars.ts'
import { warningsSchema } from './warnings-schema.ts'

const fallback = z.strictObject(
  { slack: slackChannel.exactOptional(), teams: teamsConversation.exactOptional() },
  { error: 'a mapping of slack and teams to a channel' },
)

const overrides = z.strictObject(
  { by: personOrGroupName.default('approvers').describe("approvers (the owner's), or a group.") },
  { error: 'a mapping with by' },
)

const breakGlass = z.strictObject(
  {
    allowed: personOrGroupName.default('on-call').describe("on-call (the owner's), or a group."),
    phrase: anyText('a phrase to type').default('break glass'),
    reviewWithin: duration({ min: '1h', max: '30d' }).prefault('24h'),
  },
  { error: 'a mapping of allowed, phrase and reviewWithin' },
)

const bundles = z.strictObject(
  {
    maxUnpacked: size.prefault('10MB'),
    maxEntries: count(1, 1_000_000).default(5_000),
    maxRatio: count(2, 10_000).default(200),
    maxPacked: size.exactOptional(),
  },
  { error: 'a mapping of maxUnpacked, maxEntries, maxRatio and maxPacked' },
)

const audit = z.strictObject({ dir: anyText('a folder').default('./data/audit') }, { error: 'a mapping with dir' })

/** The whole file: every key, default and description. */
export const fileSchema = z.strictObject(
  {
    accounts: accountsSchema.describe('Akamai accounts.'),
    people: peopleSchema.describe('Humans, with the chat accounts that are theirs on every platform.'),
    groups: groupsSchema.describe('Named people, and groups that a chat platform keeps.'),
    owners: ownersSchema.describe('Teams that tokens belong to; first match wins, the last must match everything.'),
    admins: personOrGroupName.exactOptional().describe('A group that sees every token.'),
    mapByEmail: flag(false, 'Whether the e-mail addresses of Slack and Teams are trusted to say who somebody is.'),
    fallback: fallback
      .exactOptional()
      .describe("Where a message goes whose channel is gone; default: the last owner's."),
    policies: policiesSchema.describe('How many must approve; first match wins; default: one approval.'),
    overrides: overrides.prefault({}).describe('Who may revoke over a named finding, and skip the source gate.'),
    breakGlass: breakGlass.prefault({}).describe('Acting without approval, loudly, with a review owed.'),
    warnings: warningsSchema.describe('When owners are told that a token dies.'),
    rotation: rotationSchema.describe('How rotations are carried out.'),
    bundles: bundles
      .prefault({})
      .describe('Limits on code bundles, against hostile archives; maxPacked is what Akamai takes of yours.'),
    audit: audit.prefault({}).describe('The audit trail; its folder is relative to where the program is started.'),
  },
  { error: 'a mapping with accounts and owners' },
)

export type ParsedFile = z.output<typeof fileSchema>
