import { identity } from '../world/identity.ts'
import type { Delivery, Retry } from './delivery.ts'

/** What a new connection is greeted with. */
export const hello = (connections: number) => ({
  type: 'hello',
  num_connections: connections,
  debug_info: { host: 'sandbox', approximate_connection_time: 18_060 },
  connection_info: { app_id: identity.appId },
})

/** A delivery as it goes over a socket; `id` is what its acknowledgement names. */
export const envelope = (id: string, { kind, payload }: Delivery, retry: Retry | undefined) => ({
  envelope_id: id,
  type: kind,
  accepts_response_payload: kind !== 'events_api',
  payload,
  ...(kind === 'events_api' ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' } : {}),
})
