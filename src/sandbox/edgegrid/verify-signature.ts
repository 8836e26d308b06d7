import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { ApiClient } from './api-client.ts'

/** The parts of a request that EdgeGrid signs. `target` is path and query as sent, `host` the Host header. */
export interface SignedRequest {
  readonly method: string
  readonly host: string
  readonly target: string
  readonly body: Uint8Array
  readonly authorization: string | undefined
}

export type Verdict =
  | { readonly kind: 'accepted'; readonly client: ApiClient; readonly nonce: string }
  | { readonly kind: 'denied'; readonly detail: string }

/** Akamai names no figure; half a minute is what its own guides speak of. */
export const maxSkewMs = 30_000
/** Only this much of a POST body is hashed, and nothing of other methods' bodies. */
const hashedBytes = 131_072

const denied = (detail: string): Verdict => ({ kind: 'denied', detail })

/** Checks an `EG1-HMAC-SHA256` header against the known clients; `wallMs` is real time. Replays are somebody else's check. */
export const verifySignature = (request: SignedRequest, clients: readonly ApiClient[], wallMs: number): Verdict => {
  const header = request.authorization ?? ''
  if (!header.startsWith('EG1-HMAC-SHA256 ')) return denied('Invalid authorization header')
  const fields = fieldsOf(header.slice('EG1-HMAC-SHA256 '.length))
  const { client_token, access_token, timestamp, nonce, signature } = fields
  if (!client_token || !access_token || !timestamp || !nonce || !signature)
    return denied('Invalid authorization header')
  const client = clients.find((known) => known.clientToken === client_token)
  if (client === undefined) return denied('Inactive client token')
  if (client.accessToken !== access_token) return denied('Inactive access token')
  const sentAt = momentOf(timestamp)
  if (sentAt === undefined || Math.abs(wallMs - sentAt) > maxSkewMs) return denied('Invalid timestamp')
  if (!sameText(signature, signatureOf(request, header, timestamp, client))) {
    return denied('The signature does not match')
  }
  return { kind: 'accepted', client, nonce }
}

interface AuthFields {
  client_token?: string
  access_token?: string
  timestamp?: string
  nonce?: string
  signature?: string
}

const fieldsOf = (text: string): AuthFields => {
  const pairs = text.split(';').map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at), pair.slice(at + 1)]
  })
  return Object.fromEntries(pairs)
}

const momentOf = (timestamp: string): number | undefined => {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2}:\d{2}:\d{2})\+0000$/.exec(timestamp)
  if (parts === null) return undefined
  const ms = Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}Z`)
  return Number.isNaN(ms) ? undefined : ms
}

const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64')

const signatureOf = (request: SignedRequest, header: string, timestamp: string, client: ApiClient): string => {
  const unsigned = header.slice(0, header.indexOf('signature='))
  const hashed = request.method === 'POST' && request.body.length > 0
  const hash = hashed ? createHash('sha256').update(request.body.subarray(0, hashedBytes)).digest('base64') : ''
  // No headers are signed by these APIs, hence the empty field.
  const text = [request.method, 'https', request.host, request.target, '', hash, unsigned].join('\t')
  return hmac(hmac(client.clientSecret, timestamp), text)
}

const sameText = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
