import { sameScope } from '../token/scope.ts'
import { dateOf } from '../token/token-dates.ts'
import { parentWarnings } from './parent-remarks.ts'
import type { Binding, Remark } from './plan.ts'
import type { FindingFacts } from './plan-facts.ts'
import { quotaRemarks } from './quota-remarks.ts'
import { freezeAt } from './rotation-settings.ts'
import { waitsForOthers } from './waits-for-others.ts'

const noList = (binding: Binding): readonly Remark[] => {
  const made = binding.new?.[0]
  return binding.action !== 'create' && made !== undefined && made.scope.edgeWorkerIds.length === 0
    ? [
        {
          code: 'no-edgeworker-list',
          sentence: `${made.name} may be used by every EdgeWorker of the account.`,
          advice: 'Lock it to its users with --ewids=….',
        },
      ]
    : []
}

const otherScope = (facts: FindingFacts, binding: Binding): readonly Remark[] => {
  const old = facts.token?.scope
  const made = binding.new?.[0]
  return old !== undefined && made !== undefined && !sameScope(old, made.scope)
    ? [
        {
          code: 'scope-differs',
          sentence: `${made.name} does not allow the same as ${facts.token?.name}.`,
          advice: 'Look at its namespaces, networks and EdgeWorkers below before you approve.',
        },
      ]
    : []
}

const firstRun = (ids: readonly string[]): readonly Remark[] =>
  ids.map((id) => ({
    code: 'first-on-production',
    sentence: `The first run of this change on EdgeWorker ${id} is on production.`,
    advice: 'Staging does not run it before. Watch it when it goes live.',
    where: `EdgeWorker ${id}`,
  }))

const freeze = (facts: FindingFacts): readonly Remark[] => {
  const now = freezeAt(facts.settings, facts.now)
  return now === undefined
    ? []
    : [
        {
          code: 'freeze',
          sentence: `A freeze holds until ${dateOf(now.toMs)} (${now.reason}).`,
          advice: 'Approved now, it starts when the freeze ends.',
        },
      ]
}

const dead = (facts: FindingFacts, binding: Binding): readonly Remark[] =>
  binding.options.dead === true
    ? [
        {
          code: 'dead-token',
          sentence: `${facts.token?.name} is dead: what uses it gets 401 from EdgeKV now.`,
          advice: 'One staging target goes first, then both networks side by side; there is no soak.',
        },
      ]
    : []

const scopeOfDead = ({ token, dead, scopeFrom }: FindingFacts): readonly Remark[] => {
  if (!dead || token?.scope === undefined) return []
  const from = scopeFrom === 'bundle' ? 'what a bundle’s own value claims' : 'what the bot last saw'
  return [
    {
      code: 'scope-remembered',
      sentence: `Akamai does not tell the rights of ${token.name} any more; these are ${scopeFrom === 'asked' ? 'the ones asked for' : from}.`,
      advice: 'Look at its namespaces, networks and EdgeWorkers below before you approve.',
    },
  ]
}

const askedBefore = ({ askedBefore: ids, token }: FindingFacts): readonly Remark[] =>
  ids.map((id) => ({
    code: 'asked-before',
    sentence: `${id} is about ${token?.name} too and has not begun.`,
    advice: `Look at it first: /edgekv status ${id}.`,
  }))

const ignoredExpiry = ({ askedExpiry }: FindingFacts, binding: Binding): readonly Remark[] =>
  askedExpiry !== undefined && binding.new?.[0]?.generation === 'auto-refreshing'
    ? [
        {
          code: 'expiry-ignored',
          sentence: `The new token refreshes itself and does not expire, so --expiry=${askedExpiry} has no effect.`,
          advice: 'Leave it out.',
        },
      ]
    : []

const unreadable = (facts: FindingFacts): readonly Remark[] =>
  facts.scan.inventory.errors.map((sentence) => ({
    code: 'scan-error',
    sentence,
    advice: 'Look at it again, or ask an operator.',
  }))

/** What an approver should know, and what does not forbid the approval. */
export const warningsOf = (
  facts: FindingFacts,
  binding: Binding,
  firstOnProduction: readonly string[],
): readonly Remark[] => [
  ...dead(facts, binding),
  ...scopeOfDead(facts),
  ...waitsForOthers(facts, binding),
  ...askedBefore(facts),
  ...ignoredExpiry(facts, binding),
  ...otherScope(facts, binding),
  ...noList(binding),
  ...parentWarnings(facts, binding),
  ...firstRun(firstOnProduction),
  ...quotaRemarks({ needed: binding.targets.length, activations: facts.activations, now: facts.now }),
  ...freeze(facts),
  ...unreadable(facts),
]
