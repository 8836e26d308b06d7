import type { ChatIdentity, Person, Platform } from './person.ts'

export const sameIdentity = (a: ChatIdentity, b: ChatIdentity): boolean =>
  a.platform === b.platform && a.workspace === b.workspace && a.user === b.user

/** True for the same human as far as known: the same id, or one chat account in common. */
export const samePerson = (a: Person, b: Person): boolean =>
  a.id === b.id || a.identities.some((mine) => b.identities.some((theirs) => sameIdentity(mine, theirs)))

/** Somebody who has a part in a request, and the platform that they used. */
export interface Part {
  readonly person: Person
  readonly platform: Platform
}

/**
 * Whether two who used different platforms can be told apart: only when each is linked, else they may be one human
 * with two accounts. On one platform they always can.
 */
export const canBeTold = (a: Part, b: Part): boolean =>
  a.platform === b.platform || (a.person.linked && b.person.linked)
