import type { BundleContents, TokenEntry } from '../bundle/bundle-contents.ts'
import type { Account, EdgeWorker, LiveChange, Network } from '../world/world.ts'
import type { Use } from './credential-failure.ts'

/** What the edge serves from one moment to the next. */
export interface Served {
  readonly from: number
  readonly to: number
  readonly live: LiveChange
}

export const servedOn = (edgeWorker: EdgeWorker, network: Network): Served[] => {
  const changes = edgeWorker.live[network]
  return changes
    .map((live, index) => ({ from: live.edgeAt, to: changes[index + 1]?.edgeAt ?? Number.POSITIVE_INFINITY, live }))
    .filter((served) => served.from < served.to && served.live.version !== undefined)
}

/** Each entry of the served bundles that the helper library can find, with where it is used. */
export const usesOf = (
  account: Account,
  edgeWorker: EdgeWorker,
  network: Network,
  live: LiveChange,
): { readonly entry: TokenEntry; readonly use: Use }[] =>
  live.contents.flatMap((contents: BundleContents, index) =>
    contents.entries
      .filter((entry) => entry.key.startsWith('namespace-'))
      .map((entry) => ({
        entry,
        use: {
          network,
          edgeWorkerId: seenId(account, edgeWorker, live, index),
          sendsReferences: contents.sendsReferences,
        },
      })),
  )

/** Whether a locked token sees the parent's or the child's ID in a child's code is not documented: a switch decides. */
const seenId = (account: Account, edgeWorker: EdgeWorker, live: LiveChange, index: number): number => {
  if (index === 0 || account.settings.restrictionSees === 'parent') return edgeWorker.id
  const contents = live.contents[index]
  for (const other of account.edgeWorkers.values()) {
    if (other.versions.some((version) => version.contents === contents)) return other.id
  }
  return edgeWorker.id
}
