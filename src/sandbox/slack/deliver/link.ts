import { Agent } from 'node:http'
import { record, type World } from '../world/world.ts'
import type { Acknowledgement, Delivery, DeliveryResult, Retry } from './delivery.ts'
import { sendOverHttp } from './send-over-http.ts'
import { createSocketHub, type SocketHub } from './socket-hub.ts'

/** The way from Slack to the app: a WebSocket when one is open, else the app's address. */
export interface Link {
  url: string | undefined
  readonly hub: SocketHub
  /** The latest deliveries by id, for replays. */
  readonly sent: Map<string, Delivery>
  readonly agent: Agent
  /** Events that wait to be sent again. */
  readonly retries: Set<NodeJS.Timeout>
}

const keepDeliveries = 2_000

export const createLink = (world: World): Link => ({
  url: undefined,
  hub: createSocketHub(world),
  sent: new Map(),
  agent: new Agent({ keepAlive: true, maxSockets: 64 }),
  retries: new Set(),
})

export const stopRetries = (link: Link): void => {
  for (const timer of link.retries) clearTimeout(timer)
  link.retries.clear()
}

export const closeLink = (link: Link): void => {
  stopRetries(link)
  link.hub.close()
  link.agent.destroy()
}

const remember = (link: Link, delivery: Delivery): void => {
  link.sent.set(delivery.id, delivery)
  const [oldest] = link.sent.keys()
  if (link.sent.size > keepDeliveries && oldest !== undefined) link.sent.delete(oldest)
}

const transport = async (world: World, link: Link, delivery: Delivery, retry?: Retry): Promise<Acknowledgement> => {
  const timeoutMs = world.state.settings.ackTimeoutMs
  if (link.hub.connections() > 0) return link.hub.send(delivery, timeoutMs, retry)
  if (link.url === undefined) return { status: 0, body: '', outcome: 'not connected' }
  return sendOverHttp(link.url, delivery, { agent: link.agent, timeoutMs, ...(retry === undefined ? {} : { retry }) })
}

/** Delivers, waits for the acknowledgement and writes both to the log of effects. Never rejects. */
export const send = async (world: World, link: Link, delivery: Delivery, retry?: Retry): Promise<DeliveryResult> => {
  remember(link, delivery)
  const start = performance.now()
  const { status, body, outcome } = await transport(world, link, delivery, retry)
  const ms = Math.round((performance.now() - start) * 10) / 10
  const { kind: name, payload: sent } = delivery
  record(world, { kind: 'delivery', name, outcome, status, ms, sent, answered: body, warnings: [] })
  return { deliveryId: delivery.id, status, ms, body, outcome }
}
