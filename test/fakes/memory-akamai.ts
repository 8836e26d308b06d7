import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import type { EdgeKv } from '../../src/core/ports/edge-kv.ts'
import type { Activation, EdgeWorkers } from '../../src/core/ports/edge-workers.ts'
import type { OutsideFailure } from '../../src/core/ports/outside-failure.ts'
import { type Network, networks } from '../../src/core/token/network.ts'
import type { Token } from '../../src/core/token/token.ts'

/** How one call ends: well, refused before it had an effect, or with its answer lost. */
export type Fate = 'ok' | 'refuse' | 'lose'

const failure = (maybeDone: boolean): OutsideFailure =>
  Object.assign(new Error('Akamai does not answer'), { who: 'retry', system: 'akamai', maybeDone } as const)

interface Row {
  readonly activationId: number
  readonly edgeWorkerId: string
  readonly version: string
  readonly network: Network
  readonly note: string
  readonly createdBy: string
  readonly at: number
  readonly endsAt: number
  fails: boolean
}

export interface MemoryEffect {
  readonly kind: 'create' | 'revoke' | 'upload' | 'activate'
  readonly name: string
  readonly network?: Network
  readonly note?: string
}

export interface MemoryAkamaiOptions {
  readonly now: () => number
  /** How long an activation takes, in ms. */
  readonly activationMs: number
  readonly tokens: readonly Token[]
  /** Per EdgeWorker: its versions' bytes, and what is live. */
  readonly edgeWorkers: Readonly<
    Record<string, { versions: Readonly<Record<string, Uint8Array>>; live: Readonly<Record<Network, string>> }>
  >
  /** Told of each effect before it happens; throws to fail the test. */
  readonly onEffect: (effect: MemoryEffect, akamai: MemoryAkamai) => void
}

const calls = (turn: () => Promise<Fate>) => ({
  look: async <T>(see: () => T): Promise<T> => {
    if ((await turn()) === 'refuse') throw failure(false)
    return see()
  },
  act: async <T>(change: () => T): Promise<T> => {
    const fate = await turn()
    if (fate === 'refuse') throw failure(false)
    const answer = change()
    if (fate === 'lose') throw failure(true)
    return answer
  },
})

/** Everything in the bundle as one text. */
export const textIn = (bytes: Uint8Array): string => (bytes.length === 0 ? '' : gunzipSync(bytes).toString('latin1'))

const versionIn = (bytes: Uint8Array): string => /"edgeworker-version":\s*"([^"]+)"/.exec(textIn(bytes))?.[1] ?? ''

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** An Akamai of our own ports in memory: tokens, versions, activations that take their time. */
export class MemoryAkamai {
  readonly #options: MemoryAkamaiOptions
  readonly tokens: Map<string, Token>
  readonly #versions = new Map<string, Map<string, Uint8Array>>()
  readonly #rows: Row[] = []
  #made = 0

  constructor(options: MemoryAkamaiOptions) {
    this.#options = options
    this.tokens = new Map(options.tokens.map((token) => [token.name, token]))
    for (const [id, { versions, live }] of Object.entries(options.edgeWorkers)) {
      this.#versions.set(id, new Map(Object.entries(versions)))
      for (const network of networks) this.#add(id, network, live[network], 'at first', 'somebody', -1)
    }
  }

  #add(edgeWorkerId: string, network: Network, version: string, note: string, createdBy: string, takesMs: number): Row {
    const at = takesMs < 0 ? 0 : this.#options.now()
    const row = {
      activationId: this.#rows.length + 1,
      edgeWorkerId,
      version,
      network,
      note,
      createdBy,
      at,
      endsAt: at + takesMs,
      fails: false,
    }
    this.#rows.push(row)
    return row
  }

  #statusOf({ endsAt, fails }: Row): string {
    if (this.#options.now() < endsAt) return 'PENDING'
    return fails ? 'ERROR' : 'COMPLETE'
  }

  #activation(row: Row): Activation {
    const { at, endsAt: _ends, fails: _fails, ...rest } = row
    return { ...rest, status: this.#statusOf(row), createdTime: new Date(at).toISOString() }
  }

  #on(edgeWorkerId: string, network: Network): readonly Row[] {
    return this.#rows.filter((row) => row.edgeWorkerId === edgeWorkerId && row.network === network)
  }

  live(edgeWorkerId: string, network: Network): Row | undefined {
    return this.#on(edgeWorkerId, network)
      .filter((row) => this.#statusOf(row) === 'COMPLETE')
      .sort((a, b) => a.endsAt - b.endsAt || a.activationId - b.activationId)
      .at(-1)
  }

  /** What is live or pending anywhere, with its bytes and since when it has been asked for. */
  inUse(): readonly {
    readonly edgeWorkerId: string
    readonly network: Network
    readonly version: string
    readonly bytes: Uint8Array
    readonly at: number
  }[] {
    return [...this.#versions.keys()].flatMap((id) =>
      networks.flatMap((network) => {
        const pending = this.#on(id, network).filter((row) => this.#statusOf(row) === 'PENDING')
        const live = this.live(id, network)
        return [...(live === undefined ? [] : [live]), ...pending].map(({ version, at }) => ({
          edgeWorkerId: id,
          network,
          version,
          at,
          bytes: this.#versions.get(id)?.get(version) ?? new Uint8Array(),
        }))
      }),
    )
  }

  ours(): readonly Row[] {
    return this.#rows.filter((row) => row.createdBy === 'bot')
  }

  /** Somebody else deploys a version that is there. */
  deploy(edgeWorkerId: string, network: Network, version: string): void {
    if (this.#on(edgeWorkerId, network).some((row) => this.#statusOf(row) === 'PENDING')) return
    this.#add(edgeWorkerId, network, version, 'theirs', 'somebody', 0)
  }

  /** The newest activation of ours that is under way will fail. */
  failNewest(): void {
    const row = this.ours().findLast((one) => this.#statusOf(one) === 'PENDING')
    if (row !== undefined) row.fails = true
  }

  edgeKvOf(turn: () => Promise<Fate>): EdgeKv {
    const { look, act } = calls(turn)
    return {
      listTokens: () => look(() => [...this.tokens.values()]),
      getToken: (name) =>
        look(() => {
          const token = this.tokens.get(name)
          return token === undefined ? { kind: 'absent' } : { kind: 'found', token }
        }),
      createToken: ({ name, scope }) =>
        act(() => {
          if (this.tokens.has(name)) return { kind: 'name-taken' } as const
          this.#options.onEffect({ kind: 'create', name }, this)
          this.#made += 1
          const uuid = `5d2abbbb-0000-5000-8000-00000000000${this.#made}`
          const token = { name, uuid, expiry: '9999-12-31', scope, activationStatus: 'COMPLETE' }
          this.tokens.set(name, token)
          return { kind: 'created', token } as const
        }),
      refreshToken: () => Promise.reject(new Error('not in this world')),
      revokeToken: (name) =>
        act(() => {
          if (!this.tokens.has(name)) return 'absent' as const
          this.#options.onEffect({ kind: 'revoke', name }, this)
          this.tokens.delete(name)
          return 'revoked' as const
        }),
      listNamespaces: () => look(() => [{ name: 'shop' }]),
      listGroups: () => look(() => []),
    }
  }

  edgeWorkersOf(turn: () => Promise<Fate>): EdgeWorkers {
    const { look, act } = calls(turn)
    const versionsOf = (id: string) => this.#versions.get(id) ?? new Map<string, Uint8Array>()
    return {
      listEdgeWorkers: () => look(() => [...this.#versions.keys()].map((id) => ({ id, name: `ew ${id}` }))),
      listVersions: (id) =>
        look(() => [...versionsOf(id)].map(([version, bytes]) => ({ version, checksum: sha256(bytes) }))),
      activeActivations: (id) =>
        look(() =>
          networks.flatMap((network) => {
            const row = this.live(id, network)
            return row === undefined ? [] : [this.#activation(row)]
          }),
        ),
      listActivations: (id, filter = {}) =>
        look(() =>
          this.#rows
            .filter((row) => row.edgeWorkerId === id && (filter.network ?? row.network) === row.network)
            .filter((row) => (filter.version ?? row.version) === row.version)
            .map((row) => this.#activation(row))
            .reverse(),
        ),
      getActivation: (_id, activationId) =>
        look(() => {
          const row = this.#rows.find((one) => one.activationId === activationId)
          return row === undefined ? 'absent' : this.#activation(row)
        }),
      listDeactivations: () => look(() => []),
      downloadBundle: (id, version) => look(() => versionsOf(id).get(version) ?? new Uint8Array()),
      validateBundle: () => look(() => ({ errors: [], warnings: [] })),
      uploadVersion: (id, bytes) =>
        act(() => {
          const version = versionIn(bytes)
          if (versionsOf(id).has(version)) throw Object.assign(failure(false), { who: 'stop', status: 409 } as const)
          this.#options.onEffect({ kind: 'upload', name: `${id} ${version}` }, this)
          versionsOf(id).set(version, bytes)
          return { version, checksum: sha256(bytes) }
        }),
      activate: ({ edgeWorkerId, network, version, note }) =>
        act(() => {
          if (
            this.#on(edgeWorkerId, network).some((row) => this.#statusOf(row) === 'PENDING' && row.version === version)
          )
            return { kind: 'already-activating' } as const
          this.#options.onEffect({ kind: 'activate', name: `${edgeWorkerId} ${version}`, network, note }, this)
          const row = this.#add(edgeWorkerId, network, version, note, 'bot', this.#options.activationMs)
          return { kind: 'accepted', activation: this.#activation(row) } as const
        }),
      listProperties: () => look(() => ({ properties: [], partial: false })),
      listRevisions: () => look(() => []),
      revisionBom: () => Promise.reject(new Error('not in this world')),
      downloadCombinedBundle: () => Promise.reject(new Error('not in this world')),
      listGroups: () => look(() => []),
      limits: () => look(() => []),
    }
  }
}
