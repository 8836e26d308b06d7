import { randomUUID } from 'node:crypto'
import type { Json, JsonObject } from '../json.ts'
import { identity } from '../world/identity.ts'
import type { Delivery, DeliveryKind, Tampering } from './delivery.ts'
import { signatureOf } from './signature-of.ts'

const form = 'application/x-www-form-urlencoded'

const asText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

const encode = (kind: DeliveryKind, payload: JsonObject): { type: string; body: string } => {
  if (kind === 'events_api') return { type: 'application/json', body: JSON.stringify(payload) }
  if (kind === 'interactive')
    return { type: form, body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString() }
  const fields = new URLSearchParams()
  for (const [name, value] of Object.entries(payload)) if (value !== undefined) fields.set(name, asText(value))
  return { type: form, body: fields.toString() }
}

/** Encodes and signs a payload as Slack does. Timestamps are of wall time, whatever the sandbox's clock says. */
export const makeDelivery = (kind: DeliveryKind, payload: JsonObject, tampering: Tampering = {}): Delivery => {
  const { type, body } = encode(kind, payload)
  const timestamp = String(Math.floor((Date.now() + (tampering.skewMs ?? 0)) / 1000))
  const headers = {
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    accept: 'application/json,*/*',
    'content-type': type,
    'content-length': String(Buffer.byteLength(body)),
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': tampering.signature ?? signatureOf(identity.signingSecret, timestamp, body),
  }
  return { id: randomUUID(), kind, payload, body, headers }
}
