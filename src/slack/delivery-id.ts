import { createHash } from 'node:crypto'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 40)

const textAt = (body: object, key: string): string | undefined => {
  const value: unknown = Reflect.get(body, key)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * What makes two deliveries the same one. Events are sent again with a new signature, so their id counts; everything
 * else by its signature, which a replay must repeat; without one (Socket Mode) by its trigger, which is used once.
 */
export const deliveryId = (body: object, signature: string | undefined, envelope: string | undefined): string => {
  const event = textAt(body, 'event_id')
  if (event !== undefined) return `event-${digest(event)}`
  if (signature !== undefined) return `signature-${digest(signature)}`
  const trigger = textAt(body, 'trigger_id')
  return trigger === undefined ? `envelope-${digest(envelope ?? '')}` : `trigger-${digest(trigger)}`
}
