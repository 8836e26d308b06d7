import { matches, type Subject } from '../people/matches.ts'
import type { Plan } from '../plan/plan.ts'
import type { Policy } from './policy.ts'

/** The names under which owners and policies see a plan. */
const networksOf = (plan: Plan): readonly string[] => [
  ...new Set([
    ...plan.binding.targets.map((target) => target.network),
    ...(plan.binding.new ?? []).flatMap((token) => token.scope.networks),
    ...(plan.findings.oldScope?.networks ?? []),
  ]),
]

/** The first policy that matches the plan. Throws where none does: the configuration's last one matches everything. */
export const policyOf = (policies: readonly Policy[], plan: Plan, subject: Subject): Policy => {
  const { binding, findings } = plan
  const found = policies.find(
    ({ match }) =>
      (match.action === undefined || match.action === binding.action) &&
      (match.network === undefined || networksOf(plan).includes(match.network)) &&
      (match.owner === undefined || match.owner === findings.owner) &&
      (match.compromised === undefined || match.compromised === (binding.options.compromised === true)) &&
      matches(match, subject),
  )
  if (found === undefined) throw new Error('no policy matches the plan')
  return found
}
