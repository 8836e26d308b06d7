import type { Person } from '../slack/world/seed.ts'
import type { World } from '../slack/world/world.ts'

/** Whose eyes the page is drawn for. */
export interface Reader {
  readonly world: World
  readonly person: Person
}
