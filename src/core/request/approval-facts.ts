import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Policy } from './policy.ts'
import type { ActionRecord } from './record.ts'

type Facts = Readonly<Record<string, string>>

/** A policy has no name of its own: what it matches says which one it is. */
const policyName = ({ match }: Policy): string => {
  const parts = Object.entries(match).map(([key, value]) => `${key}=${String(value)}`)
  return parts.length === 0 ? 'default' : parts.join(' ')
}

const rulesOf = (policy: Policy): string => canonicalize(policy) ?? ''

/** Which plan was decided on, under which rules: for every event of a decision. `policyHash`: SHA-256 of its RFC 8785 JSON. */
export const approvalFacts = ({ plan, policy }: Pick<ActionRecord, 'plan' | 'policy'>): Facts => ({
  digest: plan.digest,
  policy: policyName(policy),
  policyHash: createHash('sha256').update(rulesOf(policy)).digest('hex'),
})

/** The plan and the rules themselves, so that the trail alone proves what was decided: the digests are those of these texts. */
export const approvalPapers = (record: Pick<ActionRecord, 'plan' | 'policy'>): Facts => ({
  ...approvalFacts(record),
  plan: canonicalize(record.plan.binding) ?? '',
  rules: rulesOf(record.policy),
})
