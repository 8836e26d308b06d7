import type { BundleLimits } from '../core/bundle/bundle-limits.ts'
import type { ConfiguredPerson } from '../core/people/configured-person.ts'
import type { Destination } from '../core/people/destination.ts'
import type { Group } from '../core/people/group.ts'
import type { Owner } from '../core/people/owner.ts'
import type { RotationSettings } from '../core/plan/rotation-settings.ts'
import type { Policy } from '../core/request/policy.ts'
import type { Generation } from '../core/token/token.ts'
import type { Environment } from './environment.ts'

/** One Akamai account. `credentials` are sections of the .edgerc, or environment variables `AKAMAI_<SECTION>_*`. */
export interface Account {
  readonly name: string
  readonly credentials: { readonly production: string; readonly staging?: string }
  readonly accountSwitchKey?: string
  readonly generation: Generation
  readonly scanEveryMs: number
  readonly tokenLimit?: number
}

type EscalationLevel = 'mention-owner' | 'on-call' | 'page'

interface Warnings {
  /** Days before death, falling: 30, 14, … 0. */
  readonly thresholds: readonly number[]
  /** Each holds from its day on down, and adds up; days falling. */
  readonly escalate: readonly { readonly fromDays: number; readonly level: EscalationLevel }[]
  /** Minutes after 00:00 UTC. */
  readonly digestAt: number
}

/** How rotations go, and what migrations take. */
export interface RotationFile extends RotationSettings {
  /** The operator's own copy of the helper library, and where it came from. */
  readonly helperLibrary?: { readonly path: string; readonly bytes: Uint8Array }
}

interface BreakGlass {
  /** `on-call`: the owner's; else a group. */
  readonly allowed: string
  readonly phrase: string
  readonly reviewWithinMs: number
}

/** What the file says, with every default filled in. Names of groups and people are known to exist. */
export interface FileConfig {
  readonly path: string
  /** SHA-256 of the file's text, hex: which configuration this was. */
  readonly hash: string
  readonly accounts: readonly Account[]
  readonly people: readonly ConfiguredPerson[]
  readonly groups: readonly Group[]
  /** First match wins; the last matches everything. */
  readonly owners: readonly Owner[]
  readonly admins?: string
  readonly mapByEmail: boolean
  /** Where a message goes whose own channel is gone. */
  readonly fallback: readonly Destination[]
  /** First match wins; the last matches everything. */
  readonly policies: readonly Policy[]
  /** `approvers`: the owner's; else a group. */
  readonly overrides: { readonly by: string }
  readonly breakGlass: BreakGlass
  readonly warnings: Warnings
  readonly rotation: RotationFile
  readonly bundles: BundleLimits
  readonly audit: { readonly dir: string }
}

/** Everything that the program was told from outside: the file and the environment. Deeply read-only. */
export interface Config extends FileConfig, Environment {}
