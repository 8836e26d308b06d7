import { createHash } from 'node:crypto'
import type { Account, Bom, Change, EdgeWorker, Network, Revision, World } from '../world/world.ts'
import { endOf } from './change-status.ts'
import { combineBundle } from './combine-bundle.ts'
import { bomContains, resolveBom, versionsOf } from './resolve-bom.ts'

/** Carries out, in order and each at its own moment, every activation and deactivation that has ended until now. */
export const settle = (world: World, now: number): void => {
  for (const account of world.accounts) {
    const due = [...account.pending].filter((change) => endOf(change) <= now)
    due.sort((a, b) => endOf(a) - endOf(b) || a.id - b.id)
    for (const change of due) {
      account.pending.delete(change)
      applyChange(account, change)
    }
  }
}

/** Makes an ended activation or deactivation take effect on its network. */
export const applyChange = (account: Account, change: Change): void => {
  const edgeWorker = account.edgeWorkers.get(change.edgeWorkerId)
  if (edgeWorker === undefined || change.cancelledAt !== undefined || change.outcome !== 'COMPLETE') return
  if (change.kind === 'deactivation') {
    goLive(account, edgeWorker, change, endOf(change), undefined)
    return
  }
  const bom = resolveBom(account, edgeWorker.id, change.version, change.network)
  if (bom === undefined) {
    change.outcome = 'INVALID_COMBINED_BUNDLE'
    return
  }
  const pinned = change.autoPin && Object.keys(bom.dependencies).length > 0
  const revision = addRevision(account, edgeWorker, change, bom, endOf(change), pinned)
  goLive(account, edgeWorker, change, endOf(change), revision)
  updateParents(account, edgeWorker.id, change.network, endOf(change))
}

const addRevision = (
  account: Account,
  edgeWorker: EdgeWorker,
  change: Change,
  bom: Bom,
  at: number,
  pinned: boolean,
): Revision => {
  const bytes = combineBundle(account, bom)
  const count = edgeWorker.revisions.filter((known) => known.activationId === change.id).length
  const revision: Revision = {
    activationId: change.id,
    revisionId: `${change.id}-${count + 1}`,
    version: change.version,
    network: change.network,
    bom,
    bytes,
    checksum: createHash('sha256').update(bytes).digest('hex'),
    createdBy: count === 0 ? change.createdBy : undefined,
    createdAt: at,
    pin: pinned ? { by: change.createdBy, at, note: 'Pinned at activation' } : undefined,
    unpin: undefined,
  }
  edgeWorker.revisions.push(revision)
  return revision
}

/** The edge follows after a while, but never before what it was told earlier. */
export const goLive = (
  account: Account,
  edgeWorker: EdgeWorker,
  change: Change,
  at: number,
  revision: Revision | undefined,
): void => {
  const live = edgeWorker.live[change.network]
  const former = live.at(-1)
  const lag = former?.version === undefined ? 0 : account.settings.edgeLagMs
  live.push({
    at,
    edgeAt: Math.max(at + lag, former?.edgeAt ?? 0),
    version: revision?.version,
    changeId: change.id,
    revisionId: revision?.revisionId,
    contents: revision === undefined ? [] : versionsOf(account, revision.bom).map((version) => version.contents),
  })
}

export const isPinned = (revision: Revision): boolean => revision.pin !== undefined && revision.unpin === undefined

const liveRevision = (edgeWorker: EdgeWorker, network: Network): Revision | undefined => {
  const revisionId = edgeWorker.live[network].at(-1)?.revisionId
  return edgeWorker.revisions.find((known) => known.revisionId === revisionId)
}

/** A parent whose revision is not pinned gets a new one with the child's new version. */
const updateParents = (account: Account, childId: number, network: Network, at: number): void => {
  for (const parent of account.edgeWorkers.values()) {
    const revision = liveRevision(parent, network)
    if (revision === undefined || isPinned(revision) || !bomContains(revision.bom, childId)) continue
    const change = parent.changes.find((known) => known.id === revision.activationId && known.kind === 'activation')
    const bom = resolveBom(account, parent.id, revision.version, network)
    if (change === undefined || bom === undefined) continue
    if (JSON.stringify(bom) === JSON.stringify(revision.bom)) continue
    goLive(account, parent, change, at, addRevision(account, parent, change, bom, at, false))
    updateParents(account, parent.id, network, at)
  }
}
