import type { ChildMove } from '../inventory/child-moves.ts'
import type { LiveBundle } from '../inventory/live-bundle.ts'
import { familyOf } from './family.ts'
import type { Binding, Kinship, Remark } from './plan.ts'
import type { FindingFacts, ParentFacts } from './plan-facts.ts'

const nameOf = ({ edgeWorkerId, network }: Pick<ParentFacts, 'edgeWorkerId' | 'network'>): string =>
  `EdgeWorker ${edgeWorkerId} on ${network.toLowerCase()}`

const moveText = ({ edgeWorkerId, from, to }: ChildMove): string => {
  if (from === undefined) return `EdgeWorker ${edgeWorkerId} ${to}, which it does not run now`
  return to === undefined
    ? `nothing of EdgeWorker ${edgeWorkerId} ${from}`
    : `EdgeWorker ${edgeWorkerId} ${to} instead of ${from}`
}

/** What activating a parent anew would bring besides the new token: nobody has approved that. */
export const parentBlockers = ({ parents }: FindingFacts): readonly Remark[] =>
  parents.flatMap((parent) => {
    const where = `EdgeWorker ${parent.edgeWorkerId} ${parent.version} on ${parent.network}`
    if (parent.moves === 'unknown')
      return [
        {
          code: 'children-unknown',
          sentence: `With which children ${nameOf(parent)} would run, activated anew, cannot be told.`,
          advice: 'A child is hidden from this API client, not active, or unreadable: mend that, then plan anew.',
          where,
        },
      ]
    if (parent.moves.length === 0) return []
    return [
      {
        code: 'other-child',
        sentence: `Activating ${nameOf(parent)} anew would also bring ${parent.moves.map(moveText).join('; ')}.`,
        advice: 'Activate it with these children first, or name their versions in its bundle.json; then plan anew.',
        where,
      },
    ]
  })

/** Does its bundle take the child's active version? Of children of children it is taken to be so. */
const takesActive = ({ contents }: LiveBundle, child: string): boolean => {
  const named = Object.values(contents?.dependencies ?? {}).filter((one) => one.edgeWorkerId === child)
  return named.length === 0 || named.some((one) => one.version === 'active')
}

const lags = ({ scan, parents }: FindingFacts, { parent, child, network }: Kinship): 'names' | 'pinned' | undefined => {
  const live = scan.live.find(({ activation }) => activation.edgeWorkerId === parent && activation.network === network)
  if (live !== undefined && !takesActive(live, child)) return 'names'
  const known = parents.find((one) => one.edgeWorkerId === parent && one.network === network)
  return known?.pinned === true && !known.isTarget ? 'pinned' : undefined
}

/** Parents that will not follow a rotated child by themselves: the rotation waits for them. */
export const parentWarnings = (facts: FindingFacts, binding: Binding): readonly Remark[] =>
  familyOf(facts.scan, binding.targets).flatMap((kinship) => {
    const { parent, child, network } = kinship
    const why = lags(facts, kinship)
    if (why === undefined) return []
    const name = nameOf({ edgeWorkerId: parent, network })
    return [
      {
        code: 'parent-lags',
        sentence:
          why === 'pinned'
            ? `${name} is pinned with EdgeWorker ${child} inside, and does not follow it by itself.`
            : `${name} names a version of EdgeWorker ${child} in its bundle.json, and does not follow it.`,
        advice:
          why === 'pinned'
            ? `Once the new version of ${child} is live, unpin ${parent} or activate it anew; the rotation waits for that.`
            : `Deploy ${parent} with the new version of ${child} once that is live; the rotation waits for that.`,
        where: name,
      },
    ]
  })
