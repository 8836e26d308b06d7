import { sameScope } from '../token/scope.ts'
import { dateOf } from '../token/token-dates.ts'
import type { Binding, Remark } from './plan.ts'
import type { FindingFacts } from './plan-facts.ts'
import { freezeAt } from './rotation-settings.ts'

const noList = (binding: Binding): readonly Remark[] => {
  const made = binding.new?.[0]
  return made !== undefined && made.scope.edgeWorkerIds.length === 0
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
    advice: 'Staging runs another version, or none. Watch it when it goes live.',
    where: `EdgeWorker ${id}`,
  }))

const quota = (facts: FindingFacts, binding: Binding): readonly Remark[] => {
  const needed = binding.targets.length
  if (needed === 0) return []
  if (needed > facts.activationsLeft)
    return [
      {
        code: 'over-quota',
        sentence: `${needed} activations are needed; ${facts.activationsLeft} are left today.`,
        advice: 'It goes on tomorrow by itself, with the rest of the targets.',
      },
    ]
  return needed * 2 > facts.activationsLeft
    ? [
        {
          code: 'no-way-back-today',
          sentence: `Going back would need more activations than the ${facts.activationsLeft} left today.`,
          advice: 'Start it early in the day, or be ready to finish going back tomorrow.',
        },
      ]
    : []
}

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

const scopeSources = {
  bundle: 'the key in a live bundle, which nobody has verified',
  ask: 'the line that asked for this',
} as const

const rememberedScope = ({ scopeFrom, token }: FindingFacts): readonly Remark[] =>
  scopeFrom === undefined
    ? []
    : [
        {
          code: 'scope-remembered',
          sentence: `Akamai no longer tells what ${token?.name} allowed; it is taken from ${scopeSources[scopeFrom]}.`,
          advice: 'Look at namespaces, networks and EdgeWorkers below before you approve.',
        },
      ]

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
  ...rememberedScope(facts),
  ...otherScope(facts, binding),
  ...noList(binding),
  ...firstRun(firstOnProduction),
  ...quota(facts, binding),
  ...freeze(facts),
  ...unreadable(facts),
]

/** What the bot could not look at: a revocation stops there for somebody to look. */
export const blindSpotsOf = (facts: FindingFacts, binding: Binding): readonly Remark[] => {
  const visible = new Set(facts.scan.inventory.edgeWorkers.map((one) => one.id))
  const hidden = (facts.token?.scope?.edgeWorkerIds ?? []).filter((id) => !visible.has(id))
  const unread = facts.scan.live.filter((one) => one.contents === undefined)
  const targets = new Set(binding.targets.map((target) => target.edgeWorkerId))
  return [
    ...hidden.map((id) => ({
      code: 'hidden-edgeworker',
      sentence: `The token is locked to EdgeWorker ${id}, which this API client cannot see.`,
      advice: 'Give the client its group, or look at it by hand before the old token is revoked.',
      where: `EdgeWorker ${id}`,
    })),
    ...unread.map(({ activation }) => ({
      code: 'unreadable-bundle',
      sentence: `Version ${activation.version} of EdgeWorker ${activation.edgeWorkerId} on ${activation.network} cannot be read.`,
      advice: 'Look at it by hand before the old token is revoked.',
      where: `${activation.edgeWorkerId} ${activation.network} ${activation.version}`,
    })),
    ...facts.partial
      .filter((id) => targets.has(id))
      .map((id) => ({
        code: 'partial-properties',
        sentence: `The list of properties of EdgeWorker ${id} is partial.`,
        advice: 'Others may use it too.',
        where: `EdgeWorker ${id}`,
      })),
  ]
}
