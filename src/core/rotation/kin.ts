import type { Snapshot } from '../ports/records.ts'
import type { Target } from '../request/part.ts'

const childrenOf = (snapshot: Snapshot, { children = [] }: Target): readonly Target[] =>
  children.flatMap((id) => {
    const part = snapshot.parts.get(id)?.value
    return part?.kind === 'target' ? [part] : []
  })

/** Its new version is live, if any: a parent may be activated on top of it. */
export const isOut = ({ state }: Target): boolean =>
  state === 'verified' || state === 'dropped' || state === 'waiting-for-parents'

/** Activated anew, a parent takes its children as they are then: they go first. */
export const childrenAreOut = (snapshot: Snapshot, target: Target): boolean => childrenOf(snapshot, target).every(isOut)

/** Nothing of ours is left to undo there, or it stays for a reason that is named. */
export const isBack = ({ state, trouble }: Target): boolean =>
  state === 'restored' || state === 'dropped' || trouble?.code === 'old-token-dead'

/** The same on the way back: a parent restored before its children would keep their new versions. */
export const childrenAreBack = (snapshot: Snapshot, target: Target): boolean =>
  childrenOf(snapshot, target).every(isBack)

/** In the order of the plan, but children before their parents. */
export const childrenFirst = (targets: readonly Target[]): readonly Target[] => {
  const byId = new Map(targets.map((target) => [target.id, target]))
  const placed = new Set<Target>()
  const place = (target: Target, above: readonly Target[]): void => {
    if (placed.has(target) || above.includes(target)) return
    for (const id of target.children ?? []) {
      const child = byId.get(id)
      if (child !== undefined) place(child, [...above, target])
    }
    placed.add(target)
  }
  for (const target of targets) place(target, [])
  return [...placed]
}
