import type { Binding, Remark } from './plan.ts'
import type { FindingFacts } from './plan-facts.ts'

/** What the bot could not look at: a revocation stops there for somebody to look. */
export const blindSpotsOf = (facts: FindingFacts, binding: Binding): readonly Remark[] => {
  const visible = new Set(facts.scan.inventory.edgeWorkers.map((one) => one.id))
  const hidden = (facts.token?.scope?.edgeWorkerIds ?? []).filter((id) => !visible.has(id))
  const { unread = [] } = facts.scan.inventory
  const targets = new Set(binding.targets.map((target) => target.edgeWorkerId))
  return [
    ...hidden.map((id) => ({
      code: 'hidden-edgeworker',
      sentence: `The token is locked to EdgeWorker ${id}, which this API client cannot see.`,
      advice: 'Give the client its group, or look at it by hand before the old token is revoked.',
      where: `EdgeWorker ${id}`,
    })),
    ...unread.map(({ edgeWorkerId, network, version }) => ({
      code: 'unreadable-bundle',
      sentence: `What EdgeWorker ${edgeWorkerId} runs on ${network} (version ${version}) cannot be read whole.`,
      advice: 'Look at it by hand before the old token is revoked.',
      where: `${edgeWorkerId} ${network} ${version}`,
    })),
    ...facts.hiddenNamespaces.map((name) => ({
      code: 'hidden-namespace',
      sentence: `This API client is not shown the group of namespace ${name}.`,
      advice: 'Others may use the token there. Give the client that group, or ask its owners.',
      where: `namespace ${name}`,
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
