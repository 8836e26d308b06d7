import type { Account, Change, EdgeWorker, Hold, NextId } from '../world/world.ts'
import type { ChangeOrder } from './read-change-order.ts'

/** Puts an activation or deactivation on its way; a matching hold keeps it pending or decides how it ends. */
export const startChange = (
  account: Account,
  edgeWorker: EdgeWorker,
  order: ChangeOrder,
  facts: { readonly kind: Change['kind']; readonly by: string; readonly now: number; readonly nextId: NextId },
): Change => {
  const hold = facts.kind === 'activation' ? takeHold(account, edgeWorker, order) : undefined
  const change: Change = {
    kind: facts.kind,
    id: facts.nextId.change++,
    edgeWorkerId: edgeWorker.id,
    version: order.version,
    network: order.network,
    note: order.note,
    createdBy: facts.by,
    createdAt: facts.now,
    autoPin: order.autoPin,
    lastsMs: account.settings.activationMs[order.network],
    held: hold !== undefined && hold.outcome === undefined,
    outcome: hold?.outcome ?? 'COMPLETE',
    cancelledAt: undefined,
  }
  edgeWorker.changes.push(change)
  account.pending.add(change)
  return change
}

const takeHold = (account: Account, edgeWorker: EdgeWorker, order: ChangeOrder): Hold | undefined => {
  const hold = account.holds.find(
    (known) =>
      known.left > 0 &&
      (known.edgeWorkerId ?? edgeWorker.id) === edgeWorker.id &&
      (known.network ?? order.network) === order.network,
  )
  if (hold !== undefined) hold.left -= 1
  return hold
}
