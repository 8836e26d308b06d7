export type Platform = 'slack' | 'teams'

/** A verified sender as the platform names it; `workspace` is the Slack team or the Teams tenant. */
export interface ChatIdentity {
  readonly platform: Platform
  readonly workspace: string
  readonly user: string
}

/** A human. `linked`: configured, so the same on every platform; else a person of that chat account alone. */
export interface Person {
  /** `person:<configured name>` or `<platform>:<workspace>/<user>`. */
  readonly id: string
  readonly name: string
  readonly linked: boolean
  readonly identities: readonly ChatIdentity[]
}
