/** A human as the configuration names them: the chat accounts that are theirs, and the address to find them by. */
export interface ConfiguredPerson {
  readonly name: string
  /** A Slack member id. */
  readonly slack?: string
  /** An Entra object id. */
  readonly teams?: string
  readonly email?: string
}
