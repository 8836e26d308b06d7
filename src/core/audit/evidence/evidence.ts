import type { Actor, AuditVerb } from '../audit-event.ts'
import type { ChainHead } from '../chain.ts'
import type { Verified } from '../verify-chain.ts'
import type { Wait } from '../wait-before.ts'
import type { Life, Place } from './life.ts'

type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** A text that was digested when it was decided on, and whether it still has that digest. */
export interface Paper {
  readonly text: string
  readonly sha256: string
  readonly holds: boolean
}

export interface VoteEntry {
  readonly by: Actor
  readonly at: string
  readonly vote: string
  /** The plan that was voted on. */
  readonly digest?: string
  readonly reason?: string
  /** A later gate; missing: the request itself. */
  readonly gate?: string
  readonly takenBack?: true
}

/** One event with its place in the chain. */
export interface ProvenEvent {
  readonly at: string
  readonly what: AuditVerb
  readonly by: Actor
  readonly record: string
  readonly token?: string
  readonly facts: Facts
  readonly proof: Place & ChainHead & { readonly prev: string }
}

/** What exists at Akamai because of it: ids that can be looked up there. */
export interface AkamaiIds {
  readonly tokens: readonly {
    readonly at: string
    readonly what: string
    readonly name: string
    readonly uuid: string
  }[]
  readonly versions: readonly {
    readonly at: string
    readonly edgeWorkerId: string
    readonly version: string
    readonly sha256: string
  }[]
  readonly activations: readonly {
    readonly at: string
    readonly what: string
    readonly edgeWorkerId: string
    readonly network: string
    readonly version: string
    readonly activationId: string
  }[]
}

/** One rotation's papers. Stable; documented in `docs/audit.md`. */
export interface Evidence {
  readonly v: 1
  readonly life: Life
  readonly retries: readonly string[]
  readonly action: string
  readonly owner: string
  readonly askedBy: Actor
  readonly reason: string
  readonly plan?: Paper
  readonly policy?: Paper & { readonly name: string }
  readonly votes: readonly VoteEntry[]
  readonly breakGlass?: { readonly by: Actor; readonly at: string; readonly review: string }
  readonly akamai: AkamaiIds
  readonly waits: readonly (Omit<Wait, 'from' | 'to'> & { readonly from: string; readonly to: string })[]
  readonly outcome: { readonly state: string; readonly at: string; readonly sentence: string }
  readonly events: readonly ProvenEvent[]
  /** All files of the trail, verified when these papers were made. */
  readonly chain: { readonly whole: boolean } & Verified
}
