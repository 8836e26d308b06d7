import { inspectBundle } from '../bundle/inspect-bundle.ts'
import type { InventoryToken } from '../inventory/inventory.ts'
import type { ReadingTools } from '../inventory/read-contents.ts'
import type { Scope } from '../token/scope.ts'
import { dateOf } from '../token/token-dates.ts'
import { type BindingFacts, type ReadBundle, readBundles } from './plan-facts.ts'

const entryOf = ({ contents }: ReadBundle, name: string) => contents.entries.find((entry) => entry.name === name)

/** A token that Akamai does not list any more, as the live bundles that carry its name know it. */
export const goneToken = (facts: BindingFacts, name: string): InventoryToken | undefined => {
  const [entry] = readBundles(facts.scan).flatMap((bundle) => entryOf(bundle, name) ?? [])
  if (entry === undefined) return undefined
  const expiry = entry.kind === 'reference' ? '9999-12-31' : dateOf(entry.expiresAt ?? facts.now)
  const { uuid = '', fingerprint } = entry
  return { name, uuid, expiry, expired: true, ...(fingerprint === undefined ? {} : { fingerprint }) }
}

/** The scope that the value in a live bundle claims, for a token whose own scope nobody remembers. */
export const scopeFromBundle = async (
  tools: ReadingTools,
  facts: BindingFacts,
  name: string,
): Promise<Scope | undefined> => {
  const holder = readBundles(facts.scan).find((bundle) => entryOf(bundle, name)?.kind === 'value')
  if (holder === undefined) return undefined
  const { edgeWorkerId, version } = holder.activation
  const bytes = await tools.edgeWorkers.downloadBundle(edgeWorkerId, version)
  const inspection = await inspectBundle(bytes, tools.bundles.limits)
  if (!inspection.ok) return undefined
  const entries = inspection.tokenFiles.flatMap((file) => file.entries)
  return entries.find((entry) => entry.name === name && entry.claims !== undefined)?.claims?.scope
}
