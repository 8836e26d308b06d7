import type { Binding, PlannedTarget } from './plan.ts'

const nameOf = ({ edgeWorkerId, network }: PlannedTarget): string =>
  `EdgeWorker ${edgeWorkerId} on ${network.toLowerCase()}`

const same = (a: PlannedTarget, b: PlannedTarget): boolean =>
  a.edgeWorkerId === b.edgeWorkerId && a.network === b.network

const movedTargets = (before: Binding, now: Binding): readonly string[] => [
  ...before.targets.flatMap((target) => {
    const found = now.targets.find((one) => same(one, target))
    if (found === undefined) return [`${nameOf(target)} does not use the token any more`]
    return found.baseVersion === target.baseVersion
      ? []
      : [`${nameOf(target)} runs version ${found.baseVersion} instead of ${target.baseVersion}`]
  }),
  ...now.targets
    .filter((target) => !before.targets.some((one) => same(one, target)))
    .map((target) => `${nameOf(target)} uses the token now`),
]

/** What is different from the plan that people were asked about, in one sentence. Undefined `now`: no plan can be made. */
export const whatMoved = (before: Binding, now: Binding | undefined): string => {
  if (now === undefined) return `${before.old?.name ?? before.new?.[0]?.name ?? 'The token'} is not there as it was.`
  const parts = [
    ...(before.old?.uuid === now.old?.uuid ? [] : ['the token itself was replaced by another one']),
    ...movedTargets(before, now),
  ]
  const shown = parts.slice(0, 3).join('; ')
  const more = parts.length > 3 ? ` and ${parts.length - 3} more` : ''
  return parts.length === 0 ? 'Details of the plan have changed.' : `What was planned has changed: ${shown}${more}.`
}
