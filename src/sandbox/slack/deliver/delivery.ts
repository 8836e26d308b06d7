import type { JsonObject } from '../json.ts'

export type DeliveryKind = 'slash_commands' | 'interactive' | 'events_api'

/** What is wrong on purpose with a delivery over HTTP. */
export interface Tampering {
  /** Moves the timestamp; the signature fits it. */
  readonly skewMs?: number
  /** Sent instead of the right signature. */
  readonly signature?: string
}

/** One signed request to the app, kept so that it can be sent again to the letter. */
export interface Delivery {
  readonly id: string
  readonly kind: DeliveryKind
  readonly payload: JsonObject
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

export interface DeliveryResult {
  readonly deliveryId: string
  /** The app's HTTP status; 200 for an acknowledgement over Socket Mode, 0 when there was none. */
  readonly status: number
  readonly ms: number
  readonly body: string
  readonly outcome: 'ok' | 'refused' | 'timeout' | 'unreachable' | 'not connected'
}

export interface Retry {
  readonly attempt: number
  readonly reason: string
}

export interface Acknowledgement {
  readonly status: number
  readonly body: string
  readonly outcome: DeliveryResult['outcome']
}
