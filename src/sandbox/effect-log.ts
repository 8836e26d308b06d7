import type { Network } from './world/world.ts'

export type EffectKind =
  | 'token.create'
  | 'token.revoke'
  | 'token.refresh'
  | 'version.upload'
  | 'version.delete'
  | 'activation.create'
  | 'activation.cancel'
  | 'deactivation.create'
  | 'revision.activate'
  | 'revision.pin'
  | 'revision.unpin'
  | 'edge-worker.create'
  | 'edge-worker.change'
  | 'edge-worker.delete'

/** What an effect was about; never a token's value. */
export interface EffectFacts {
  readonly name?: string
  readonly uuid?: string
  readonly edgeWorkerId?: number
  readonly version?: string
  readonly checksum?: string
  readonly network?: Network
  readonly activationId?: number
  readonly revisionId?: string
  readonly note?: string
  readonly rollback?: boolean
}

/** One change of the world. `at` is virtual, `wall` real milliseconds; `client` is the API client's section, or `outside`. */
export interface Effect extends EffectFacts {
  readonly n: number
  readonly at: number
  readonly wall: number
  readonly account: string
  readonly kind: EffectKind
  readonly client: string
  readonly pid?: number
}

export interface EffectLog {
  record(effect: Omit<Effect, 'n' | 'wall'>): void
  list(): readonly Effect[]
  clear(): void
}

export const createEffectLog = (): EffectLog => {
  let effects: Effect[] = []
  return {
    record: (effect) => effects.push({ n: effects.length + 1, wall: Date.now(), ...effect }),
    list: () => effects,
    clear: () => {
      effects = []
    },
  }
}
