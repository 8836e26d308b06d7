import type { EdgeKv } from '../../../src/core/ports/edge-kv.ts'
import type { EdgeWorkers } from '../../../src/core/ports/edge-workers.ts'
import { type Network, networks } from '../../../src/core/token/network.ts'
import type { Token } from '../../../src/core/token/token.ts'
import { Deployments } from './deployments.ts'
import type { Line, Sender } from './fate.ts'
import { memoryEdgeKv } from './memory-edge-kv.ts'
import { memoryEdgeWorkers } from './memory-edge-workers.ts'
import { childIn } from './text-in.ts'

export interface MemoryEffect extends Sender {
  readonly kind: 'create' | 'revoke' | 'refresh' | 'upload' | 'activate'
  readonly name: string
  readonly network?: Network
  readonly note?: string
}

export interface EdgeWorkerAtFirst {
  readonly versions: Readonly<Record<string, Uint8Array>>
  readonly live: Readonly<Record<Network, string>>
  readonly pinned?: boolean
}

export interface MemoryAkamaiOptions {
  readonly now: () => number
  /** How long an activation, and a new token, takes, in ms. */
  readonly activationMs: number
  readonly tokenMs: number
  readonly tokens: readonly Token[]
  /** Of a new token, by its name. */
  readonly uuidOf: (name: string) => string
  readonly edgeWorkers: Readonly<Record<string, EdgeWorkerAtFirst>>
  /** The bundle that a parent's version runs with a version of its child. */
  readonly combined: (parent: Uint8Array, child: Uint8Array) => Uint8Array
  /** Told of each effect before it happens. */
  readonly onEffect: (effect: MemoryEffect, akamai: MemoryAkamai) => void
}

/** What is live or pending somewhere, with its bytes and since when it has been asked for. */
export interface InUse {
  readonly edgeWorkerId: string
  readonly network: Network
  readonly version: string
  readonly bytes: Uint8Array
  readonly at: number
}

/** An Akamai of our own ports in memory: tokens, versions, activations that take their time, parents and children. */
export class MemoryAkamai {
  readonly options: MemoryAkamaiOptions
  readonly tokens: Map<string, Token>
  readonly versions = new Map<string, Map<string, Uint8Array>>()
  readonly deployments: Deployments
  /** Since when a new token is ready. */
  readonly readyAt = new Map<string, number>()
  /** Tokens that somebody else has revoked. */
  readonly revokedByOthers = new Set<string>()
  /** What each line heard last of a token, by line and name. */
  readonly heard = new Map<string, 'found' | 'absent'>()

  constructor(options: MemoryAkamaiOptions) {
    this.options = options
    this.tokens = new Map(options.tokens.map((token) => [token.name, token]))
    this.deployments = new Deployments(options.now, (id, version) => childIn(this.bytesOf(id, version)))
    for (const [edgeWorkerId, { versions, live, pinned = false }] of Object.entries(options.edgeWorkers)) {
      this.versions.set(edgeWorkerId, new Map(Object.entries(versions)))
      for (const network of networks) {
        const order = { edgeWorkerId, network, version: live[network], pinned }
        this.deployments.add({ ...order, note: 'at first', createdBy: 'somebody' }, -1)
      }
    }
  }

  bytesOf(edgeWorkerId: string, version: string): Uint8Array {
    return this.versions.get(edgeWorkerId)?.get(version) ?? new Uint8Array()
  }

  #inside(edgeWorkerId: string, network: Network): readonly InUse[] {
    const [running] = this.deployments.revisions(edgeWorkerId, network)
    if (running === undefined) return []
    const { version, child, at } = running
    const bytes = this.bytesOf(childIn(this.bytesOf(edgeWorkerId, version)) ?? '', child)
    return [{ edgeWorkerId, network, version, bytes, at }]
  }

  /** What is live or pending anywhere, parents' children included. */
  inUse(): readonly InUse[] {
    return this.deployments.places().flatMap(({ edgeWorkerId, network }) => {
      const live = this.deployments.live(edgeWorkerId, network)
      const rows = [...(live === undefined ? [] : [live]), ...this.deployments.pending(edgeWorkerId, network)]
      const own = rows.map(({ version, at }) => ({ version, at, bytes: this.bytesOf(edgeWorkerId, version) }))
      return [...own.map((one) => ({ ...one, edgeWorkerId, network })), ...this.#inside(edgeWorkerId, network)]
    })
  }

  /** Somebody else deploys a version that is there, unless something is under way. */
  deploy(edgeWorkerId: string, network: Network, version: string): void {
    const { deployments } = this
    if (deployments.pending(edgeWorkerId, network).length > 0 || this.versions.get(edgeWorkerId)?.has(version) !== true)
      return
    const pinned = deployments.live(edgeWorkerId, network)?.pinned ?? false
    deployments.add({ edgeWorkerId, network, version, note: 'theirs', createdBy: 'somebody', pinned }, 0)
  }

  /** Somebody else revokes a token. */
  revoke(name: string): void {
    if (this.tokens.delete(name)) this.revokedByOthers.add(name)
  }

  edgeKvOf(line: Line): EdgeKv {
    return memoryEdgeKv(this, line)
  }

  edgeWorkersOf(line: Line): EdgeWorkers {
    return memoryEdgeWorkers(this, line)
  }
}
