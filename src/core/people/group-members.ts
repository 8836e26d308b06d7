import type { Groups } from '../ports/groups.ts'
import type { Directory } from './directory.ts'
import type { Group } from './group.ts'
import type { Members, Membership } from './members.ts'
import type { ChatIdentity, Person, Platform } from './person.ts'
import { linkedPerson, personOf } from './person-of.ts'
import { samePerson } from './same-person.ts'

/** What resolving takes. `fresh`: asked anew, not from a cache (at a decision). */
export interface Resolving {
  readonly groups: readonly Group[]
  readonly port: Groups
  readonly directory: Directory
  readonly fresh: boolean
}

interface PlatformGroup {
  readonly platform: Platform
  readonly id: string
  readonly workspace: string | undefined
}

const platformGroups = (group: Group, { workspaces }: Directory): PlatformGroup[] =>
  (['slack', 'teams'] as const).flatMap((platform) => {
    const id = platform === 'slack' ? group.slackUserGroup : group.teamsGroup
    return id === undefined ? [] : [{ platform, id, workspace: workspaces[platform] }]
  })

const named = (group: Group, directory: Directory): Person[] =>
  directory.people
    .filter((person) => group.people.includes(person.name))
    .map((person) => linkedPerson(person, directory))

/** Where a platform cannot list a group, it can still say whether the people in question belong to it. */
const asked = async (group: PlatformGroup, candidates: readonly Person[], how: Resolving): Promise<Person[]> => {
  const belongs = async (identity: ChatIdentity): Promise<boolean> =>
    identity.platform === group.platform && (await how.port.isMember(group.platform, group.id, identity, how.fresh))
  const answers = await Promise.all(
    candidates.map(async (person) => (await Promise.all(person.identities.map(belongs))).includes(true)),
  )
  return candidates.filter((_, index) => answers[index])
}

type Part = { readonly people: readonly Person[]; readonly unreadable: readonly Platform[] }

/**
 * The list tells whom to ask; of the people in question each is asked for by name, and that answer wins. After a fresh
 * list the answer for one person is fresh as well.
 */
const partOf = async (group: PlatformGroup, candidates: readonly Person[], how: Resolving): Promise<Part> => {
  const { platform, id, workspace } = group
  if (workspace === undefined) return { people: [], unreadable: [platform] }
  const users = await how.port.members(platform, id, how.fresh)
  if (users === undefined) return { people: await asked(group, candidates, how), unreadable: [platform] }
  const listed = users.map((user) => personOf(how.directory, { platform, workspace, user }))
  const others = listed.filter((one) => !candidates.some((candidate) => samePerson(candidate, one)))
  return { people: [...others, ...(await asked(group, candidates, { ...how, fresh: false }))], unreadable: [] }
}

/** `onCall` may name a person instead of a group. */
const singlePerson = (name: string, { directory }: Resolving): Members => {
  const people = directory.people.filter((person) => person.name === name)
  return { group: name, people: people.map((person) => linkedPerson(person, directory)), unreadable: [] }
}

const distinct = (people: readonly Person[]): Person[] =>
  people.filter((person, index) => people.findIndex((other) => samePerson(other, person)) === index)

/**
 * Who belongs to a configured group now: its named people and those of its platform groups. A part that cannot be read is
 * nobody and is told. `candidates`: people in question (asker, voters), asked for one by one where a list cannot be had.
 */
export const groupMembers = async (
  name: string,
  how: Resolving,
  candidates: readonly Person[] = [],
): Promise<Members> => {
  const group = how.groups.find((one) => one.name === name)
  if (group === undefined) return singlePerson(name, how)
  const parts = await Promise.all(platformGroups(group, how.directory).map((part) => partOf(part, candidates, how)))
  return {
    group: name,
    people: distinct([...named(group, how.directory), ...parts.flatMap((part) => part.people)]),
    unreadable: parts.flatMap((part) => part.unreadable),
  }
}

/** Who belongs to any of these groups; of none is nobody. */
export const membersOfAny = async (
  names: readonly string[],
  how: Resolving,
  candidates: readonly Person[] = [],
): Promise<Members> => {
  const all = await Promise.all(names.map((name) => groupMembers(name, how, candidates)))
  return {
    group: names.length === 0 ? 'nobody' : names.join(' or '),
    people: distinct(all.flatMap(({ people }) => people)),
    unreadable: [...new Set(all.flatMap(({ unreadable }) => unreadable))],
  }
}

/** Several groups at once, by name. */
export const membershipOf = async (
  names: readonly string[],
  how: Resolving,
  candidates: readonly Person[] = [],
): Promise<Membership> => {
  const resolved = await Promise.all(names.map((name) => groupMembers(name, how, candidates)))
  return Object.fromEntries(resolved.map((members) => [members.group, members]))
}
