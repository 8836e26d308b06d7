import type { World } from '../world/world.ts'
import type { Delivery, DeliveryResult } from './delivery.ts'
import { type Link, send } from './link.ts'

const reasons = { timeout: 'http_timeout', refused: 'http_error', unreachable: 'connection_failed' } as const

const reasonOf = ({ outcome }: DeliveryResult): string | undefined =>
  outcome === 'ok' || outcome === 'not connected' ? undefined : reasons[outcome]

const later = (world: World, link: Link, delivery: Delivery, reason: string, attempt: number): void => {
  const waitMs = world.state.settings.eventRetryMs[attempt - 1]
  if (waitMs === undefined) return
  const timer = setTimeout(() => {
    link.retries.delete(timer)
    void attemptOnce(world, link, delivery, { attempt, reason })
  }, waitMs)
  link.retries.add(timer)
}

const attemptOnce = async (
  world: World,
  link: Link,
  delivery: Delivery,
  retry?: { readonly attempt: number; readonly reason: string },
): Promise<DeliveryResult> => {
  const result = await send(world, link, delivery, retry)
  const reason = reasonOf(result)
  if (reason !== undefined) later(world, link, delivery, reason, (retry?.attempt ?? 0) + 1)
  return result
}

/** Delivers an event; one that is not acknowledged is sent again, up to three times. Answers with the first result. */
export const sendEvent = (world: World, link: Link, delivery: Delivery): Promise<DeliveryResult> =>
  attemptOnce(world, link, delivery)
