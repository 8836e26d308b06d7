import { inspectBundle } from '../bundle/inspect-bundle.ts'
import type { Activation, Bom, Revision } from '../ports/edge-workers.ts'
import type { BundleContents } from './bundle-contents.ts'
import { contentsOf } from './contents-of.ts'
import type { Inventory } from './inventory.ts'
import type { LiveRevision } from './live-bundle.ts'
import type { ReadingTools } from './read-contents.ts'

/** What a parent's combined bundle holds; a revision never changes, so it is downloaded once for ever. */
export const readRevision = async (
  tools: ReadingTools,
  account: string,
  edgeWorkerId: string,
  revisionId: string,
): Promise<BundleContents | undefined> => {
  const key = { account, edgeWorkerId, version: `revision:${revisionId}` }
  const known = await tools.inspections.load(key)
  if (known !== undefined) return known
  const bytes = await tools.edgeWorkers.downloadCombinedBundle(edgeWorkerId, revisionId)
  const contents = contentsOf(bytes, await inspectBundle(bytes, tools.bundles.limits))
  if (contents !== undefined) await tools.inspections.save(key, contents)
  return contents
}

/** When it began to run, ms UTC; 0 where Akamai does not say. */
export const timeOf = ({ activatedTime, createdTime }: Revision): number =>
  Date.parse(activatedTime ?? createdTime ?? '') || 0

/** The revision that runs for an activation: the complete one that came last. `revisions`: newest first. */
export const runningRevision = (revisions: readonly Revision[], activation: Activation): Revision | undefined =>
  revisions
    .filter(
      (one) =>
        one.activationId === activation.activationId &&
        one.network === activation.network &&
        one.version === activation.version &&
        one.status === 'COMPLETE',
    )
    .toSorted((a, b) => timeOf(b) - timeOf(a))[0]

/** Does this version have children? Only then it has revisions of interest. */
export const isParent = (contents: BundleContents | undefined): boolean =>
  Object.keys(contents?.dependencies ?? {}).length > 0

const knownBom = (previous: Inventory | undefined, edgeWorkerId: string, revisionId: string): Bom | undefined =>
  previous?.parents?.find((one) => one.edgeWorkerId === edgeWorkerId && one.revisionId === revisionId)?.bom

/** What a parent runs on a network, children inside; the BOM is asked for once per revision. */
export const liveRevision = async (
  tools: ReadingTools,
  account: string,
  activation: Activation,
  revisions: readonly Revision[],
  previous?: Inventory,
): Promise<LiveRevision | 'absent'> => {
  const running = runningRevision(revisions, activation)
  if (running === undefined) return 'absent'
  const { edgeWorkerId } = activation
  const { revisionId } = running
  const contents = await readRevision(tools, account, edgeWorkerId, revisionId)
  const bom =
    knownBom(previous, edgeWorkerId, revisionId) ?? (await tools.edgeWorkers.revisionBom(edgeWorkerId, revisionId))
  return { revisionId, bom, ...(contents === undefined ? {} : { contents }) }
}
