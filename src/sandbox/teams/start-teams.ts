import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { listen } from '../http/listen.ts'

/** One message as it stands. `only`: the account that alone sees it. */
export interface TeamsMessage {
  readonly id: string
  readonly conversation: string
  readonly only?: string
  readonly edits: number
  readonly body: Readonly<Record<string, unknown>>
}

/** What goes wrong with the next call: a status before the effect, or after it with the answer lost. */
export interface Fault {
  readonly status: number
  readonly afterEffect?: boolean
}

const identity = {
  appId: '00000000-0000-4000-8000-000000000001',
  appPassword: 'sandbox-client-secret',
  tenantId: '00000000-0000-4000-8000-0000000000aa',
} as const

const readAll = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString()
}

const send = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...(status === 429 ? { 'retry-after': '1' } : {}) })
  response.end(JSON.stringify(body))
}

const refusal = (code: string) => ({ error: { code, message: code } })

interface World {
  readonly messages: Map<string, TeamsMessage>
  readonly faults: Fault[]
  readonly groups: Map<string, readonly string[]>
  readonly outside: Set<string>
  calls: number
  made: number
}

interface Exchange {
  readonly method: string
  readonly url: URL
  readonly body: Record<string, unknown>
}

const recipientOf = (body: Record<string, unknown>): string | undefined => {
  const { recipient } = body
  const id: unknown = typeof recipient === 'object' && recipient !== null ? Reflect.get(recipient, 'id') : undefined
  return typeof id === 'string' ? id : undefined
}

/** Posts and edits; 24 KB is far below what Teams takes and the size that the bot promises. */
const act = (world: World, { method, url, body }: Exchange): [number, unknown] => {
  const [, conversation, , message] = url.pathname.replace('/v3/conversations', '').split('/').map(decodeURIComponent)
  if (conversation === undefined || conversation === '') return [201, { id: `a:${Reflect.get(body, 'tenantId')}` }]
  if (world.outside.has(conversation.split(';')[0] ?? '')) return [403, refusal('BotNotInConversationRoster')]
  if (method === 'PUT') {
    const before = world.messages.get(message ?? '')
    if (before === undefined) return [404, refusal('ActivityNotFoundInConversation')]
    world.messages.set(before.id, { ...before, body, edits: before.edits + 1 })
    return [200, { id: before.id }]
  }
  const targeted = url.searchParams.get('isTargetedActivity') === 'true'
  const only = targeted ? recipientOf(body) : undefined
  if (targeted && only === undefined) return [400, refusal('BadArgument')]
  world.made += 1
  const id = String(1_700_000_000_000 + world.made)
  world.messages.set(id, { id, conversation, body, edits: 0, ...(only === undefined ? {} : { only }) })
  return [201, { id }]
}

const answerConnector = (world: World, exchange: Exchange): [number, unknown] => {
  world.calls += 1
  const fault = world.faults.shift()
  if (fault === undefined) return act(world, exchange)
  if (fault.afterEffect === true) act(world, exchange)
  return [fault.status, refusal('Fault')]
}

const answerGraph = (world: World, { url, body }: Exchange): [number, unknown] => {
  const user = /\/users\/([^/]+)\/checkMemberGroups$/.exec(url.pathname)?.[1] ?? ''
  const asked = Array.isArray(body['groupIds']) ? body['groupIds'].map(String) : []
  return [200, { value: asked.filter((group) => world.groups.get(group)?.includes(user)) }]
}

const parse = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

const keySet = async (publicKey: CryptoKey) => {
  const jwk = { ...(await exportJWK(publicKey)), kid: 'sandbox', use: 'sig' }
  return {
    keys: [
      { ...jwk, endorsements: ['msteams'] },
      { ...jwk, kid: 'unendorsed', endorsements: [] },
    ],
  }
}

const createAnswer =
  (world: World, keys: unknown, granted: string) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = new URL(request.url ?? '/', `http://${request.headers.host}`)
    const text = await readAll(request)
    if (address.pathname === '/openid') return send(response, 200, { jwks_uri: `${address.origin}/keys` })
    if (address.pathname === '/keys') return send(response, 200, keys)
    if (address.pathname.endsWith('/oauth2/v2.0/token')) {
      const good = new URLSearchParams(text).get('client_secret') === identity.appPassword
      return send(
        response,
        good ? 200 : 401,
        good ? { access_token: granted, expires_in: 3_600 } : refusal('bad secret'),
      )
    }
    if (request.headers.authorization !== `Bearer ${granted}`) return send(response, 401, refusal('Unauthorized'))
    const exchange = { method: request.method ?? '', url: address, body: parse(text) }
    const isGraph = address.pathname.startsWith('/v1.0/')
    send(response, ...(isGraph ? answerGraph(world, exchange) : answerConnector(world, exchange)))
  }

const createSign =
  (privateKey: CryptoKey, url: string) =>
  (change: Readonly<Record<string, unknown>> = {}, kid = 'sandbox'): Promise<string> => {
    const now = Math.floor(Date.now() / 1_000)
    const times = { iat: now, nbf: now - 60, exp: now + 600 }
    const claims = { iss: 'https://api.botframework.com', aud: identity.appId, serviceurl: url, ...times }
    return new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey)
  }

/** Starts a Bot Connector on loopback: OpenID metadata, sign-in, conversations, Graph; and signs what it delivers. */
export const startTeams = async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const world: World = { messages: new Map(), faults: [], groups: new Map(), outside: new Set(), calls: 0, made: 0 }
  const answer = createAnswer(world, await keySet(publicKey), `granted-${randomUUID()}`)
  const server = createServer((request, response) => void answer(request, response))
  const { port, close } = await listen(server, 0)
  const url = `http://127.0.0.1:${port}`
  return {
    ...identity,
    url,
    openIdUrl: `${url}/openid`,
    sign: createSign(privateKey, url),
    /** As everybody sees them, oldest first. */
    messages: () => [...world.messages.values()],
    calls: () => world.calls,
    /** The next calls of the connector fail so, in order. */
    fail: (...faults: readonly Fault[]) => world.faults.push(...faults),
    group: (id: string, users: readonly string[]) => world.groups.set(id, users),
    /** The bot is not in this conversation. */
    leave: (conversation: string) => world.outside.add(conversation),
    close,
  }
}
