import type { Bom } from '../ports/edge-workers.ts'

/** A child that one BOM names in another version than the other, or not at all. */
export interface ChildMove {
  readonly edgeWorkerId: string
  readonly from?: string
  readonly to?: string
}

/** How the children of two BOMs differ, children of equal children too. */
export const childMoves = (from: Bom, to: Bom): readonly ChildMove[] => {
  const aliases = new Set([...Object.keys(from.dependencies), ...Object.keys(to.dependencies)])
  return [...aliases].flatMap((alias) => {
    const [a, b] = [from.dependencies[alias], to.dependencies[alias]]
    if (a === undefined) return b === undefined ? [] : [{ edgeWorkerId: b.edgeWorkerId, to: b.version }]
    if (b === undefined) return [{ edgeWorkerId: a.edgeWorkerId, from: a.version }]
    if (a.edgeWorkerId !== b.edgeWorkerId)
      return [
        { edgeWorkerId: a.edgeWorkerId, from: a.version },
        { edgeWorkerId: b.edgeWorkerId, to: b.version },
      ]
    if (a.version !== b.version) return [{ edgeWorkerId: a.edgeWorkerId, from: a.version, to: b.version }]
    return childMoves(a, b)
  })
}

/** Every child of a BOM, children of children too. */
export const childrenOf = (bom: Bom): readonly Bom[] =>
  Object.values(bom.dependencies).flatMap((child) => [child, ...childrenOf(child)])
