import { z } from 'zod'
import { faultRule } from '../faults/fault-rules.ts'
import { json } from '../http/answer.ts'
import type { ControlCall, ControlRoute } from './control-call.ts'

const latency = ({ state, body }: ControlCall) => {
  state.weather.latencyMs = z.strictObject({ ms: z.number().min(0).max(60_000) }).parse(body).ms
  return json(200, state.weather)
}

const errors = ({ state, body }: ControlCall) => {
  const order = z.strictObject({ rate: z.number().min(0).max(1), status: z.number().int().default(503) }).parse(body)
  state.weather.errorRate = order.rate
  state.weather.errorStatus = order.status
  return json(200, state.weather)
}

/** One rule or a list of them, added to those in force. */
const addFaults = ({ state, body }: ControlCall) => {
  for (const rule of z.array(faultRule).parse(Array.isArray(body) ? body : [body])) state.faults.add(rule)
  return json(200, { faults: state.faults.list() })
}

const clearFaults = ({ state }: ControlCall) => {
  state.faults.clear()
  return json(200, { faults: [] })
}

export const faultControls: readonly ControlRoute[] = [
  { method: 'POST', pattern: '/latency', handle: latency },
  { method: 'POST', pattern: '/errors', handle: errors },
  { method: 'POST', pattern: '/faults', handle: addFaults },
  { method: 'GET', pattern: '/faults', handle: ({ state }) => json(200, { faults: state.faults.list() }) },
  { method: 'DELETE', pattern: '/faults', handle: clearFaults },
]
