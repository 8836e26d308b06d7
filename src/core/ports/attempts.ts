import type { Place } from '../people/destination.ts'

/** `at`: when it was first begun, wall time in ms. `conversation`: where. `ref`: of which record it is the living message. */
export interface Begun {
  readonly at: number
  readonly conversation: string
  readonly ref?: string
}

/** A post that was begun and whose end is not known: its answer was lost, or its worker died. */
export interface Attempt extends Begun {
  /** Where somebody's client has shown it since. */
  readonly seen?: Place
  /** Where it was posted again. */
  readonly again?: Place
}

/**
 * Posts under way, by the key of their owed message, for a day. For a platform that cannot be searched for a message whose
 * answer was lost: there the clients that show it tell of it.
 */
export interface Attempts {
  find(key: string): Promise<Attempt | undefined>
  /** Before the post is sent. The first time stands. */
  begin(key: string, begun: Begun): Promise<void>
  /** It is known what became of it, so nothing has to be looked for. */
  end(key: string): Promise<void>
  /** The first place stands; of a post whose end is known nothing is kept. */
  see(key: string, place: Place): Promise<void>
  postAgain(key: string, place: Place): Promise<void>
}
