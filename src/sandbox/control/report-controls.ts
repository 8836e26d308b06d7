import { json } from '../http/answer.ts'
import { measureOutage } from '../outage/measure-outage.ts'
import type { SandboxState } from '../sandbox-state.ts'
import { type ControlCall, ControlRefusal, type ControlRoute } from './control-call.ts'
import { showState } from './show-state.ts'

const effects = ({ state, query }: ControlCall) => {
  const after = Number(query.get('after') ?? 0)
  return json(200, { effects: state.effects.list().filter((effect) => effect.n > after) })
}

const calls = ({ state }: ControlCall) => {
  const counted = state.calls.list()
  const total = counted.reduce((sum, entry) => sum + entry.count, 0)
  return json(200, { total, calls: counted })
}

const mark = ({ state, now }: ControlCall) => {
  state.markedAt = now
  state.calls.clear()
  return json(200, { at: now, effect: state.effects.list().length })
}

const outage = ({ state, query, now }: ControlCall) => {
  const since = sinceOf(state, query.get('since'))
  const found = measureOutage(state.world, since, now)
  return json(200, { since, now, total: found.reduce((sum, one) => sum + one.count, 0), edgeWorkers: found })
}

/** `mark`, the number of an effect, or a virtual time in milliseconds; without it, everything. */
const sinceOf = (state: SandboxState, text: string | null): number => {
  if (text === null) return 0
  if (text === 'mark') return state.markedAt
  const given = Number(text)
  if (text === '' || Number.isNaN(given)) throw new ControlRefusal('since is "mark", an effect or a time')
  if (given > 1e10) return given
  const effect = state.effects.list()[given - 1]
  if (effect === undefined) throw new ControlRefusal(`there is no effect ${given}`)
  return effect.at
}

/** Every secret that exists in this world. For tests that look for leaks, and nothing else. */
const canaries = ({ state }: ControlCall) => {
  const expiring = state.world.accounts.flatMap((account) =>
    account.tokens.filter((token) => token.generation === 'expiring'),
  )
  return json(200, {
    values: expiring.map((token) => token.value()),
    clientSecrets: state.clients.map((client) => client.clientSecret),
  })
}

export const reportControls: readonly ControlRoute[] = [
  { method: 'GET', pattern: '/effects', handle: effects },
  { method: 'GET', pattern: '/calls', handle: calls },
  { method: 'POST', pattern: '/mark', handle: mark },
  { method: 'GET', pattern: '/outage', handle: outage },
  { method: 'GET', pattern: '/canaries', handle: canaries },
  { method: 'GET', pattern: '/state', handle: ({ state, now }) => json(200, showState(state.world, now)) },
]
