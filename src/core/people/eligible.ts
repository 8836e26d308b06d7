import type { Members } from './members.ts'
import { isMember } from './members.ts'
import type { Person, Platform } from './person.ts'
import { canBeTold, type Part, samePerson } from './same-person.ts'

/** Why a vote does not count. `not-linked`: it could be the same human as `other`, who used another platform. */
export type Ineligible =
  | { readonly kind: 'not-an-approver'; readonly group: string; readonly unreadable: readonly Platform[] }
  | { readonly kind: 'own-request' }
  | { readonly kind: 'not-linked'; readonly unlinked: Person; readonly other: Part }

/** The rules for one request. `asker` and `others` (who voted already) with the platform that each used. */
export interface Electorate {
  readonly approvers: Members
  readonly asker: Part
  readonly selfApproval: boolean
  readonly others: readonly Part[]
}

const notTold = (voter: Part, { asker, others }: Electorate): Ineligible | undefined => {
  const other = [asker, ...others].find((part) => !samePerson(part.person, voter.person) && !canBeTold(part, voter))
  if (other === undefined) return undefined
  return { kind: 'not-linked', unlinked: voter.person.linked ? other.person : voter.person, other }
}

/** Whether this person's vote from this platform counts; undefined when it does. Having voted already is not looked at. */
export const whyIneligible = (voter: Part, electorate: Electorate): Ineligible | undefined => {
  const { approvers, asker, selfApproval } = electorate
  if (!isMember(approvers, voter.person)) {
    return { kind: 'not-an-approver', group: approvers.group, unreadable: approvers.unreadable }
  }
  if (!selfApproval && samePerson(asker.person, voter.person)) return { kind: 'own-request' }
  return notTold(voter, electorate)
}

const canVoteFromSomewhere = (person: Person, electorate: Electorate): boolean =>
  person.identities.some(({ platform }) => whyIneligible({ person, platform }, electorate) === undefined)

/** Everybody whose vote could count, before anybody is asked. Empty: nobody can approve, and the asker is told at once. */
export const eligible = (electorate: Electorate): readonly Person[] =>
  electorate.approvers.people.filter((person) => canVoteFromSomewhere(person, electorate))

/**
 * How many of these votes could count together. Two platforms mix only among linked people, so a set of votes is of one
 * platform, or all of it is linked.
 */
export const mostTogether = (electorate: Electorate): number => {
  const { people } = electorate.approvers
  const from = (platform: Platform): number =>
    people.filter(
      (person) =>
        person.identities.some((identity) => identity.platform === platform) &&
        whyIneligible({ person, platform }, electorate) === undefined,
    ).length
  const linked = eligible(electorate).filter((person) => person.linked)
  return Math.max(from('slack'), from('teams'), linked.length)
}
