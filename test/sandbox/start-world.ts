import { type SandboxAkamai, startAkamai } from '../../src/sandbox/start-akamai.ts'
import type { WorldSeed } from '../../src/sandbox/world/world-types.ts'
import { type AkamaiCaller, akamaiCaller } from './akamai-caller.ts'
import { type ControlCaller, controlCaller } from './control-caller.ts'

/** A running Akamai with a world of the test's own, and both ways to speak to it. */
export interface TestWorld {
  readonly akamai: SandboxAkamai
  readonly api: AkamaiCaller
  readonly control: ControlCaller
  close(): Promise<void>
}

export const startWorld = async (seed: WorldSeed, options: { tls?: boolean } = {}): Promise<TestWorld> => {
  const akamai = await startAkamai({ tls: options.tls === true, port: 0, seed })
  const api = await akamaiCaller({ akamai })
  const control = controlCaller({ control: { url: akamai.controlUrl } })
  return { akamai, api, control, close: () => akamai.close() }
}
