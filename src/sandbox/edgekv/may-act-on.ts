import type { AkamaiCall } from '../akamai/akamai-call.ts'
import type { Answer } from '../http/answer.ts'
import type { Network } from '../world/world.ts'
import { edgeKvProblem } from './edgekv-problem.ts'

/** The refusal when the API client may not act on one of the networks. */
export const mayActOn = (call: AkamaiCall, wanted: readonly Network[]): Answer | undefined => {
  if (wanted.every((network) => call.client.networks.includes(network))) return undefined
  return edgeKvProblem(403, 'EKV_1000', 'You do not have access to tokens of the production network.')
}
