import { z } from 'zod'
import { json } from '../http/answer.ts'
import { reseed } from '../sandbox-state.ts'
import { changeSettings } from '../world/account-settings.ts'
import { worldSeed } from '../world/world-types.ts'
import { type ControlCall, ControlRefusal, type ControlRoute } from './control-call.ts'
import { findAccount } from './find-in-world.ts'

/** The world as it was at the start; the clock goes back to real time. */
const reset = ({ state }: ControlCall) => {
  state.clock.restart()
  reseed(state, state.seed)
  return json(200, { ok: true })
}

const seed = ({ state, body }: ControlCall) => {
  worldSeed.parse(body)
  reseed(state, worldSeed.parse(body))
  return json(200, { ok: true, accounts: state.world.accounts.map((account) => account.name) })
}

const settings = ({ state, body }: ControlCall) => {
  const { account: name, ...change } = z.looseObject({ account: z.string().optional() }).parse(body)
  const account = findAccount(state.world, name)
  const unknown = Object.keys(change).find((key) => !(key in account.settings))
  if (unknown !== undefined) throw new ControlRefusal(`there is no setting ${unknown}`)
  account.settings = changeSettings(account.settings, change)
  return json(200, account.settings)
}

export const worldControls: readonly ControlRoute[] = [
  { method: 'POST', pattern: '/reset', handle: reset },
  { method: 'POST', pattern: '/seed', handle: seed },
  { method: 'POST', pattern: '/settings', handle: settings },
]
