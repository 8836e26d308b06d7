import { type Json, type JsonObject, parseJson, stringOf } from '../../slack/json.ts'
import type { Sign } from '../connector/sign.ts'
import { record, type TeamsWorld } from '../world/world.ts'

/** What became of a delivery. `status` 0: the bot did not answer. */
export interface Delivery {
  /** The activity's id. */
  readonly id: string
  readonly status: number
  readonly text: string
  readonly body?: Json
  readonly ms: number
}

/** Sends an activity, signed unless another token (or none, `''`) is given. */
export type Post = (activity: JsonObject, token?: string) => Promise<Delivery>

const patienceMs = 15_000

const deliver = async (url: string, activity: JsonObject, token: string): Promise<Delivery> => {
  const id = stringOf(activity['id']) ?? ''
  const begun = performance.now()
  const headers = {
    'content-type': 'application/json',
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
  }
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(activity), signal })
    const text = await response.text()
    const body = parseJson(text)
    const result = { id, status: response.status, text, ms: performance.now() - begun }
    return body === undefined ? result : { ...result, body }
  } catch {
    return { id, status: 0, text: '', ms: performance.now() - begun }
  }
}

/** Sends activities to the bot's endpoint as the Bot Connector does, and keeps them for a replay. */
export const createDeliveries = (world: TeamsWorld, sign: Sign, endpoint: () => string | undefined) => {
  const sent = new Map<string, { readonly activity: JsonObject; readonly token: string }>()
  const send = async (activity: JsonObject, token: string): Promise<Delivery> => {
    const url = endpoint()
    if (url === undefined) throw new Error('no bot is connected')
    const delivery = await deliver(url, activity, token)
    const { status, text: answered } = delivery
    record(world, { kind: 'delivery', name: String(activity['type']), status, sent: activity, answered })
    return delivery
  }
  const post: Post = async (activity, token) => {
    const used = token ?? (await sign())
    const id = stringOf(activity['id'])
    if (id !== undefined) sent.set(id, { activity, token: used })
    return send(activity, used)
  }
  const replay = async (id: string): Promise<Delivery> => {
    const before = sent.get(id)
    if (before === undefined) throw new Error(`nothing was delivered as ${id}`)
    return send(before.activity, before.token)
  }
  return { post, replay }
}
