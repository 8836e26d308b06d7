import type { Person, Platform } from './person.ts'
import { samePerson } from './same-person.ts'

/** A configured group, resolved at one moment. What could not be read is nobody. */
export interface Members {
  readonly group: string
  readonly people: readonly Person[]
  /** Platforms whose part of the group could not be read: to be told. */
  readonly unreadable: readonly Platform[]
}

/** Every group that a decision needs, by its configured name. A group that is missing is nobody. */
export type Membership = Readonly<Record<string, Members>>

export const isMember = (members: Members | undefined, person: Person): boolean =>
  members?.people.some((member) => samePerson(member, person)) ?? false

export const isMemberOf = (membership: Membership, group: string | undefined, person: Person): boolean =>
  group !== undefined && Object.hasOwn(membership, group) && isMember(membership[group], person)
