/**
 * A conversation that the bot was seen in. `person`: it is the personal chat of that Entra object id; `team`: it is a channel of
 * that team.
 */
export interface Conversation {
  readonly id: string
  /** Where the platform wants to be called about it; it moves, so every delivery saves it anew. */
  readonly serviceUrl: string
  readonly person?: string
  readonly team?: string
}

/** What is forgotten: one conversation, and with `team` every channel of that team. */
export type Left = Pick<Conversation, 'id' | 'team'>

/** Where Teams conversations are reached. What was never seen is undefined; `latest` is the address last heard of. */
export interface Conversations {
  save(conversation: Conversation): Promise<void>
  load(id: string): Promise<Conversation | undefined>
  personal(person: string): Promise<Conversation | undefined>
  latest(): Promise<string | undefined>
  remove(left: Left): Promise<void>
}
