import type { Activation } from '../../core/ports/edge-workers.ts'

const startOf = (activation: Activation): number => {
  const time = Date.parse(activation.createdTime ?? '')
  return Number.isNaN(time) ? 0 : time
}

/** By the time of the request, then by id: Akamai promises no order. */
export const newestFirst = (activations: readonly Activation[]): readonly Activation[] =>
  [...activations].sort((a, b) => startOf(b) - startOf(a) || b.activationId - a.activationId)
