/** Somebody in the workspace, or of another one in a shared channel. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly realName: string
  readonly email: string
  readonly timeZone: string
  /** Absent: a member of this workspace. */
  readonly teamId?: string
  readonly guest?: boolean
  readonly deactivated?: boolean
  readonly bot?: boolean
}

export interface Channel {
  readonly id: string
  readonly name: string
  readonly kind: 'public' | 'private' | 'im'
  readonly members: readonly string[]
  readonly archived?: boolean
  /** Shared with another workspace (Slack Connect). */
  readonly shared?: boolean
}

export interface UserGroup {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly people: readonly string[]
  readonly disabled?: boolean
}

/** A whole workspace as it is at the start. */
export interface Seed {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string }
  readonly people: readonly Person[]
  readonly channels: readonly Channel[]
  readonly groups: readonly UserGroup[]
}
