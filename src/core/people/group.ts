/** A configured group: named people, and groups that a chat platform keeps. */
export interface Group {
  readonly name: string
  readonly people: readonly string[]
  readonly slackUserGroup?: string
  readonly teamsGroup?: string
}
