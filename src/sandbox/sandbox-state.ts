import type { CallCounter } from './call-counter.ts'
import { createCallCounter } from './call-counter.ts'
import type { VirtualClock } from './clock/virtual-clock.ts'
import { type ApiClient, createApiClients } from './edgegrid/api-client.ts'
import { createSeenNonces, type SeenNonces } from './edgegrid/seen-nonces.ts'
import { settle } from './edgeworkers/settle.ts'
import { createEffectLog, type EffectLog } from './effect-log.ts'
import { createFaults, type Faults } from './faults/fault-rules.ts'
import { calmWeather, type Weather } from './faults/weather.ts'
import { buildWorld } from './world/build-world.ts'
import type { World } from './world/world.ts'
import type { WorldSeed } from './world/world-types.ts'

/** Everything that the sandbox's Akamai knows while it runs. */
export interface SandboxState {
  world: World
  seed: WorldSeed
  /** Virtual time of the last mark. */
  markedAt: number
  weather: Weather
  readonly clock: VirtualClock
  readonly clients: readonly ApiClient[]
  readonly nonces: SeenNonces
  readonly effects: EffectLog
  readonly calls: CallCounter
  readonly faults: Faults
}

export const createSandboxState = (clock: VirtualClock, seed: WorldSeed): SandboxState => ({
  world: buildWorld(seed, clock.now()),
  seed,
  markedAt: clock.now(),
  weather: calmWeather(),
  clock,
  clients: createApiClients(),
  nonces: createSeenNonces(),
  effects: createEffectLog(),
  calls: createCallCounter(),
  faults: createFaults(),
})

/** Virtual time now, with everything carried out that has ended until then. */
export const settledNow = (state: SandboxState): number => {
  const now = state.clock.now()
  settle(state.world, now)
  return now
}

/** A new world in place of the old one; API clients stay, everything else is forgotten. */
export const reseed = (state: SandboxState, seed: WorldSeed): void => {
  state.world = buildWorld(seed, state.clock.now())
  state.seed = seed
  state.markedAt = state.clock.now()
  state.weather = calmWeather()
  state.effects.clear()
  state.calls.clear()
  state.faults.clear()
}
