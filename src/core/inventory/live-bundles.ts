import type { EdgeWorker } from '../ports/edge-workers.ts'
import { inParallel } from './in-parallel.ts'
import type { Inventory } from './inventory.ts'
import type { LiveBundle } from './live-bundle.ts'
import { isParent, liveRevision } from './live-revision.ts'
import { type ReadingTools, readContents } from './read-contents.ts'

const readActive = async (
  tools: ReadingTools,
  account: string,
  edgeWorker: EdgeWorker,
): Promise<readonly LiveBundle[]> => {
  const activations = await tools.edgeWorkers.activeActivations(edgeWorker.id)
  const versions = [...new Set(activations.map(({ version }) => version))]
  const read = await inParallel(versions, 1, (version) => readContents(tools, account, edgeWorker.id, version))
  return activations.map((activation) => {
    const contents = read[versions.indexOf(activation.version)]
    return contents === undefined ? { activation } : { activation, contents }
  })
}

/** One EdgeWorker's live versions with what they hold: one call, and one more where it is a parent. */
export const liveBundles = async (
  tools: ReadingTools,
  account: string,
  edgeWorker: EdgeWorker,
  previous?: Inventory,
): Promise<readonly LiveBundle[]> => {
  const live = await readActive(tools, account, edgeWorker)
  if (!live.some(({ contents }) => isParent(contents))) return live
  const revisions = await tools.edgeWorkers.listRevisions(edgeWorker.id)
  return inParallel(live, 1, async (one) =>
    isParent(one.contents)
      ? { ...one, revision: await liveRevision(tools, account, one.activation, revisions, previous) }
      : one,
  )
}
