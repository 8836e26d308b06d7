import type { Activation, EdgeWorkers } from '../ports/edge-workers.ts'
import { runningRevision } from './live-revision.ts'

/** Whether what runs for this activation stays as it is when its children change. */
export const isPinned = async (edgeWorkers: EdgeWorkers, activation: Activation): Promise<boolean> => {
  const { edgeWorkerId, network } = activation
  const running = runningRevision(await edgeWorkers.listRevisions(edgeWorkerId, { network }), activation)
  if (running === undefined) return false
  const pinned = await edgeWorkers.listRevisions(edgeWorkerId, { network, currentlyPinned: true })
  return pinned.some((one) => one.revisionId === running.revisionId)
}
