import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { ticketMs } from '../api/apps-connections-open.ts'
import { isObject, parseJson, stringOf } from '../json.ts'
import type { World } from '../world/world.ts'
import type { Acknowledgement, Delivery, Retry } from './delivery.ts'
import { envelope, hello } from './socket-messages.ts'

const pingEveryMs = 5_000
const graceMs = 100
const maxConnections = 10
const maxFrame = 1_000_000

/** The Socket Mode side: who is connected, and how an envelope gets its acknowledgement. */
export interface SocketHub {
  readonly connections: () => number
  /** Takes the connection of an HTTP upgrade, if its ticket is good. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Sends to one of the connections, in turn. */
  readonly send: (delivery: Delivery, timeoutMs: number, retry?: Retry) => Promise<Acknowledgement>
  /** Asks all clients to connect again, as Slack does every few hours, or tells them that the link is off. */
  readonly disconnect: (reason: 'refresh_requested' | 'warning' | 'link_disabled') => void
  readonly close: () => void
}

type Waiting = Map<string, (answer: Acknowledgement) => void>

const takeTicket = (world: World, request: IncomingMessage): boolean => {
  const ticket = new URL(request.url ?? '/', 'ws://sandbox').searchParams.get('ticket') ?? ''
  const at = world.state.tickets.get(ticket)
  world.state.tickets.delete(ticket)
  return at !== undefined && Date.now() - at <= ticketMs
}

const acknowledge = (waiting: Waiting, data: string): void => {
  const message = parseJson(data)
  if (!isObject(message)) return
  const id = stringOf(message['envelope_id']) ?? ''
  const { payload } = message
  const empty = payload === undefined || (isObject(payload) && Object.keys(payload).length === 0)
  waiting.get(id)?.({ status: 200, body: empty ? '' : JSON.stringify(payload), outcome: 'ok' })
  waiting.delete(id)
}

const keepAlive = (socket: WebSocket): void => {
  const timer = setInterval(() => socket.ping(), pingEveryMs)
  timer.unref()
  socket.on('close', () => clearInterval(timer))
}

/** Says goodbye; who does not answer is cut off. */
const closeSoon = (socket: WebSocket): void => {
  socket.close(1001)
  const force = setTimeout(() => socket.terminate(), graceMs)
  socket.on('close', () => clearTimeout(force))
}

const waitForAck = (waiting: Waiting, id: string, timeoutMs: number): Promise<Acknowledgement> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => {
      waiting.delete(id)
      resolve({ status: 0, body: '', outcome: 'timeout' })
    }, timeoutMs)
    timer.unref()
    waiting.set(id, (answer) => {
      clearTimeout(timer)
      resolve(answer)
    })
  })

const welcome = (sockets: Set<WebSocket>, waiting: Waiting, socket: WebSocket): void => {
  sockets.add(socket)
  keepAlive(socket)
  socket.on('message', (data, isBinary) => {
    if (!isBinary) acknowledge(waiting, String(data))
  })
  socket.on('close', () => sockets.delete(socket))
  socket.on('error', () => socket.terminate())
  socket.send(JSON.stringify(hello(sockets.size)))
}

const sendInTurn = async (
  sockets: Set<WebSocket>,
  waiting: Waiting,
  ...[delivery, timeoutMs, retry]: Parameters<SocketHub['send']>
): Promise<Acknowledgement> => {
  const [socket] = sockets
  if (socket === undefined) return { status: 0, body: '', outcome: 'not connected' }
  sockets.delete(socket)
  sockets.add(socket)
  const id = randomUUID()
  const answer = waitForAck(waiting, id, timeoutMs)
  socket.send(JSON.stringify(envelope(id, delivery, retry)))
  return answer
}

export const createSocketHub = (world: World): SocketHub => {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxFrame })
  const sockets = new Set<WebSocket>()
  const waiting: Waiting = new Map()
  const upgrade: SocketHub['upgrade'] = (request, socket, head) => {
    const welcomeHere = takeTicket(world, request) && sockets.size < maxConnections
    if (!welcomeHere) return void socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n')
    server.handleUpgrade(request, socket, head, (client) => welcome(sockets, waiting, client))
  }
  return {
    upgrade,
    connections: () => sockets.size,
    send: (...delivery) => sendInTurn(sockets, waiting, ...delivery),
    disconnect: (reason) => {
      const text = JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } })
      for (const socket of sockets) socket.send(text)
    },
    close: () => {
      for (const socket of sockets) closeSoon(socket)
      server.close()
    },
  }
}
