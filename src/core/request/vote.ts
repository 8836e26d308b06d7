import type { ChatIdentity, Person } from '../people/person.ts'

/** Approve or deny, by one person, from one chat account. Counted by person. */
export interface Vote {
  readonly kind: 'approve' | 'deny'
  readonly person: Person
  readonly by: ChatIdentity
  readonly at: number
  readonly reason?: string
}
