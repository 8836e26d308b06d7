import type { Owner } from './owner.ts'

/** The group whose members decide: the policy's own, else the owner's. */
export const approversOf = (owner: Pick<Owner, 'approvers'>, policy: { readonly approvers?: string }): string =>
  policy.approvers ?? owner.approvers
