import { createHmac } from 'node:crypto'

/** Slack's request signature, version 0: over the timestamp (whole seconds) and the raw body. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
