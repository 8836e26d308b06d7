import type { ConfiguredPerson } from './configured-person.ts'
import type { ChatIdentity, Platform } from './person.ts'

/** Who is known: the configured people, and which workspace and tenant their ids belong to. */
export interface Directory {
  readonly people: readonly ConfiguredPerson[]
  /** The Slack team and the Teams tenant that this bot serves. Ids of others belong to nobody configured. */
  readonly workspaces: Readonly<Partial<Record<Platform, string>>>
  readonly mapByEmail: boolean
  /** An account was found to be that person's: the directory may know it from now on. */
  readonly learn?: (name: string, identity: ChatIdentity) => void
}
