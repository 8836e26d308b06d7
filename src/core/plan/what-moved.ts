import { sameScope } from '../token/scope.ts'
import type { Binding, PlannedTarget } from './plan.ts'

const nameOf = ({ edgeWorkerId, network }: PlannedTarget): string =>
  `EdgeWorker ${edgeWorkerId} on ${network.toLowerCase()}`

const same = (a: PlannedTarget, b: PlannedTarget): boolean =>
  a.edgeWorkerId === b.edgeWorkerId && a.network === b.network

/** What the entries become follows from the new token, of which is told apart. */
const usesOf = ({ entries }: PlannedTarget): string =>
  JSON.stringify(entries.map(({ path, key, from }) => [path, key, from]))

const sameEntries = (a: PlannedTarget, b: PlannedTarget): boolean =>
  a.baseChecksum === b.baseChecksum && usesOf(a) === usesOf(b)

/** What the new token would be called and allowed today. */
const movedNew = ({ new: before = [] }: Binding, { new: now = [] }: Binding): readonly string[] =>
  before.flatMap((token, index) => {
    const found = now[index]
    if (found === undefined) return [`${token.name} would not be made any more`]
    if (found.name !== token.name) return [`${token.name} is taken, the new token would be called ${found.name}`]
    if (!sameScope(found.scope, token.scope)) return [`${token.name} would be allowed something else`]
    return found.generation === token.generation ? [] : [`${token.name} would be ${found.generation} now`]
  })

const movedTargets = (before: Binding, now: Binding): readonly string[] => [
  ...before.targets.flatMap((target) => {
    const found = now.targets.find((one) => same(one, target))
    if (found === undefined) return [`${nameOf(target)} does not use the token any more`]
    if (found.baseVersion !== target.baseVersion)
      return [`${nameOf(target)} runs version ${found.baseVersion} instead of ${target.baseVersion}`]
    return sameEntries(found, target) ? [] : [`${nameOf(target)} uses the token in another way`]
  }),
  ...now.targets
    .filter((target) => !before.targets.some((one) => same(one, target)))
    .map((target) => `${nameOf(target)} uses the token now`),
]

/** What is different from the plan that people were asked about, in one sentence. Undefined `now`: no plan can be made. */
export const whatMoved = (before: Binding, now: Binding | undefined): string => {
  if (now === undefined)
    return before.old === undefined
      ? `The name ${before.new?.map(({ name }) => name).join(' or ') ?? ''} is taken by now. Choose another one.`
      : `${before.old.name} is not there as it was.`
  const parts = [
    ...(before.old?.uuid === now.old?.uuid ? [] : ['the token itself was replaced by another one']),
    ...movedNew(before, now),
    ...movedTargets(before, now),
    ...(before.helper?.to === now.helper?.to ? [] : ['another helper library is configured']),
  ]
  const shown = parts.slice(0, 3).join('; ')
  const more = parts.length > 3 ? ` and ${parts.length - 3} more` : ''
  return parts.length === 0 ? 'Details of the plan have changed.' : `What was planned has changed: ${shown}${more}.`
}
