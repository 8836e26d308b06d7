import { type Holder, heldRemark, holdings } from './holder.ts'
import type { Binding, Remark } from './plan.ts'
import type { FindingFacts } from './plan-facts.ts'

const adviceFor = ({ id, standing }: Holder, canMakeWay: boolean): string => {
  if (standing === 'going-back') return `This waits in the queue until ${id} has gone back.`
  return canMakeWay
    ? `This waits in the queue until then. Abandon ${id} and rotate makes way at once.`
    : `Abandon ${id} first, then ask again: what ${id} changes by then makes this plan void.`
}

/**
 * What a leaked token's rotation waits for. `locked` are those that one click abandons: offered only where the plan is true
 * once they have gone back, so not beside a rotation of another token.
 */
export const waitsForOthers = (facts: FindingFacts, binding: Binding): readonly Remark[] => {
  if (binding.options.compromised !== true) return []
  const held = holdings(facts.holders)
  const canMakeWay = held.every(({ holder }) => holder.standing !== 'other')
  return held.map((holding) => {
    const { holder } = holding
    const isOffered = canMakeWay && holder.standing === 'same-token'
    return heldRemark(holding, {
      code: isOffered ? 'locked' : 'waits-for',
      advice: adviceFor(holder, canMakeWay),
    })
  })
}
