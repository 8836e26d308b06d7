import type { BundleSettings } from '../bundle/bundle-settings.ts'
import { inspectBundle } from '../bundle/inspect-bundle.ts'
import type { EdgeWorkers } from '../ports/edge-workers.ts'
import type { Inspections } from '../ports/inspections.ts'
import type { BundleContents } from './bundle-contents.ts'
import { contentsOf } from './contents-of.ts'
import { meanwhile } from './meanwhile.ts'

export interface ReadingTools {
  readonly edgeWorkers: EdgeWorkers
  readonly inspections: Inspections
  readonly bundles: BundleSettings
}

/** Whoever reads one bundle afresh does not wait for the store, which can do without; a scan of thousands must. */
const kept = async (saving: Promise<void>, { fresh }: { readonly fresh?: boolean }): Promise<void> => {
  if (fresh === true) void meanwhile(saving)
  else await saving
}

/**
 * What a version's bundle holds: from the store of bundles already read, else downloaded, inspected in memory and kept.
 * `fresh` downloads in any case. Undefined when it is no bundle that can be read; failures of Akamai throw.
 */
export const readContents = async (
  tools: ReadingTools,
  account: string,
  edgeWorkerId: string,
  version: string,
  options: { readonly fresh?: boolean } = {},
): Promise<BundleContents | undefined> => {
  const key = { account, edgeWorkerId, version }
  const known = options.fresh === true ? undefined : await tools.inspections.load(key)
  if (known !== undefined) return known
  const bytes = await tools.edgeWorkers.downloadBundle(edgeWorkerId, version)
  const contents = contentsOf(bytes, await inspectBundle(bytes, tools.bundles.limits))
  if (contents !== undefined) await kept(tools.inspections.save(key, contents), options)
  return contents
}
