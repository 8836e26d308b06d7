import type { WorldSeed } from '../../../sandbox/world/world-types.ts'
import type { Stage } from '../stage.ts'

/** One story that plays by itself. */
export interface Script {
  readonly name: string
  readonly tells: string
  /** Its own world; the sample world where there is none. `now` is virtual time. */
  world?(now: number): WorldSeed
  /** Plays it, telling what happens; gives what is not as it should be, by the sandbox's own log of effects. */
  play(stage: Stage, say: (line: string) => void): Promise<readonly string[]>
}
