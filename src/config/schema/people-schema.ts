import { z } from 'zod'
import { entraId, listOf, text } from './scalars.ts'

/** Names that groups and people may have: no spaces, nothing that reads as an option or a path. */
export const personOrGroupName = text(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  'a name of 1 to 64 letters, digits, dots, _ and -',
)

const person = z.strictObject(
  {
    name: personOrGroupName,
    slack: text(/^[UW][A-Z0-9]{2,}$/, 'a Slack member id such as U0000000001, not a name').exactOptional(),
    teams: entraId('an Entra object id').exactOptional(),
    email: text(/^[^\s@]+@[^\s@]+$/, 'an e-mail address').exactOptional(),
  },
  { error: 'a person: a mapping with a name' },
)

const group = z.strictObject(
  {
    people: listOf(personOrGroupName, "people's names").default([]).describe('Names of people of this file.'),
    slackUserGroup: text(/^S[A-Z0-9]{2,}$/, 'a Slack user group id such as S0123ABC').exactOptional(),
    teamsGroup: entraId('an Entra group id').exactOptional(),
  },
  { error: 'a group: a mapping of people, slackUserGroup and teamsGroup' },
)

export const peopleSchema = listOf(person, 'people').default([])

export const groupsSchema = z
  .record(personOrGroupName, group, { error: 'a mapping of group names to groups' })
  .default({})
  .transform((groups) => Object.entries(groups).map(([name, members]) => ({ name, ...members })))
