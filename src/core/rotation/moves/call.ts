import type { ChatIdentity, Person } from '../../people/person.ts'

/** Somebody who may steer the rotation does so now, from one chat account. */
export interface Call {
  readonly person: Person
  readonly from: ChatIdentity
  readonly now: number
}
