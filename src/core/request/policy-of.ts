import { globMatches } from '../people/glob-matches.ts'
import { matches, type Subject } from '../people/matches.ts'
import type { Action, Plan } from '../plan/plan.ts'
import { rootOf } from '../token/token-name.ts'
import type { Policy } from './policy.ts'

const unique = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)]

/**
 * What policies see of a plan: the token as it is and every one that it makes, so that rights which only the new one has
 * are looked at too.
 */
const subjectOfPlan = ({ binding, findings }: Plan): Subject => {
  const made = binding.new ?? []
  const scopes = [...(findings.oldScope === undefined ? [] : [findings.oldScope]), ...made.map(({ scope }) => scope)]
  const names = [...(binding.old === undefined ? [] : [binding.old.name]), ...made.map(({ name }) => name)]
  return {
    account: binding.account,
    tokens: unique(names.flatMap((name) => [name, rootOf(name)])),
    namespaces: unique(scopes.flatMap(({ namespaces }) => Object.keys(namespaces))),
    groups: findings.groups ?? [],
    networks: unique([...binding.targets.map(({ network }) => network), ...scopes.flatMap(({ networks }) => networks)]),
  }
}

/** What carries a rotation out under another word: nobody gets around a policy for `rotate` by using that. */
const rotations: readonly Action[] = ['migrate', 'retry', 'adopt']

const isFor = (wanted: Action | undefined, action: Action): boolean =>
  wanted === undefined || wanted === action || (wanted === 'rotate' && rotations.includes(action))

/** The first policy that matches the plan. Throws where none does: the configuration's last one matches everything. */
export const policyOf = (policies: readonly Policy[], plan: Plan): Policy => {
  const { binding, findings } = plan
  const subject = subjectOfPlan(plan)
  const found = policies.find(
    ({ match }) =>
      isFor(match.action, binding.action) &&
      (match.owner === undefined || globMatches(match.owner, findings.owner)) &&
      (match.compromised === undefined || match.compromised === (binding.options.compromised === true)) &&
      matches(match, subject),
  )
  if (found === undefined) throw new Error('no policy matches the plan')
  return found
}
