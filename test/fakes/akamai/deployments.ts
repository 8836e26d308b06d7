import type { Activation, Revision } from '../../../src/core/ports/edge-workers.ts'
import { type Network, networks } from '../../../src/core/token/network.ts'

interface Row {
  readonly activationId: number
  readonly edgeWorkerId: string
  readonly version: string
  readonly network: Network
  readonly note: string
  readonly createdBy: 'bot' | 'somebody'
  readonly at: number
  readonly endsAt: number
  /** A parent's: its children's changes do not reach it. */
  readonly pinned: boolean
  fails: boolean
}

type Order = Pick<Row, 'edgeWorkerId' | 'network' | 'version' | 'note' | 'createdBy' | 'pinned'>

/** A parent's revision, with the child that it runs. */
interface MemoryRevision extends Revision {
  readonly child: string
  readonly at: number
}

/** Which EdgeWorker runs inside of which, by version: the child of a parent's version, if it has one. */
type ChildOf = (edgeWorkerId: string, version: string) => string | undefined

/** Activations that take their time, and what they make run. */
export class Deployments {
  readonly #rows: Row[] = []
  readonly #now: () => number
  readonly #childOf: ChildOf

  constructor(now: () => number, childOf: ChildOf) {
    this.#now = now
    this.#childOf = childOf
  }

  add(order: Order, takesMs: number): Row {
    const at = takesMs < 0 ? 0 : this.#now()
    const row = { ...order, activationId: this.#rows.length + 1, at, endsAt: at + Math.max(takesMs, 0), fails: false }
    this.#rows.push(row)
    return row
  }

  statusOf({ endsAt, fails }: Row): string {
    if (this.#now() < endsAt) return 'PENDING'
    return fails ? 'ERROR' : 'COMPLETE'
  }

  activation(row: Row): Activation {
    const { activationId, edgeWorkerId, version, network, note, createdBy } = row
    const createdTime = new Date(row.at).toISOString()
    const lastModifiedTime = new Date(row.endsAt).toISOString()
    const status = this.statusOf(row)
    return { activationId, edgeWorkerId, version, network, note, createdBy, status, createdTime, lastModifiedTime }
  }

  on(edgeWorkerId: string, network: Network): readonly Row[] {
    return this.#rows.filter((row) => row.edgeWorkerId === edgeWorkerId && row.network === network)
  }

  of(edgeWorkerId: string): readonly Row[] {
    return this.#rows.filter((row) => row.edgeWorkerId === edgeWorkerId)
  }

  get(activationId: number): Row | undefined {
    return this.#rows[activationId - 1]
  }

  pending(edgeWorkerId: string, network: Network): readonly Row[] {
    return this.on(edgeWorkerId, network).filter((row) => this.statusOf(row) === 'PENDING')
  }

  ours(): readonly Row[] {
    return this.#rows.filter((row) => row.createdBy === 'bot')
  }

  /** What became live there, in order; the last one is. */
  #liveSoFar(edgeWorkerId: string, network: Network): readonly Row[] {
    return this.on(edgeWorkerId, network)
      .filter((row) => this.statusOf(row) === 'COMPLETE')
      .sort((a, b) => a.endsAt - b.endsAt || a.activationId - b.activationId)
  }

  live(edgeWorkerId: string, network: Network): Row | undefined {
    return this.#liveSoFar(edgeWorkerId, network).at(-1)
  }

  /** One when it became live, and one more for each change of its child that reaches it. Newest first. */
  revisions(edgeWorkerId: string, network: Network): readonly MemoryRevision[] {
    const live = this.live(edgeWorkerId, network)
    const child = live === undefined ? undefined : this.#childOf(edgeWorkerId, live.version)
    if (live === undefined || child === undefined) return []
    const children = this.#liveSoFar(child, network)
    const first = children.findLast((row) => row.endsAt <= live.endsAt)
    const later = live.pinned ? [] : children.filter((row) => row.endsAt > live.endsAt)
    return [...(first === undefined ? [] : [first]), ...later].map((row) => this.#revision(live, row)).reverse()
  }

  #revision(live: Row, child: Row): MemoryRevision {
    const { activationId, edgeWorkerId, version, network, pinned } = live
    const at = Math.max(live.endsAt, child.endsAt)
    const revisionId = `${version}+${child.version}~${activationId}-${child.activationId}`
    const createdTime = new Date(at).toISOString()
    const status = 'COMPLETE' as const
    return {
      revisionId,
      activationId,
      edgeWorkerId,
      version,
      network,
      status,
      pinned,
      createdTime,
      child: child.version,
      at,
    }
  }

  /** Every place at which something may be live. */
  places(): readonly { readonly edgeWorkerId: string; readonly network: Network }[] {
    const ids = [...new Set(this.#rows.map((row) => row.edgeWorkerId))]
    return ids.flatMap((edgeWorkerId) => networks.map((network) => ({ edgeWorkerId, network })))
  }

  /** The newest activation of ours that is under way will fail. */
  failNewest(): void {
    const row = this.ours().findLast((one) => this.statusOf(one) === 'PENDING')
    if (row !== undefined) row.fails = true
  }
}
