import type { Paged, PageEvent, Pager } from '../core/ports/pager.ts'
import { Secret } from '../core/token/secret.ts'
import type { Outgoing } from './outgoing.ts'
import { send } from './send.ts'

export interface PagerDutyOptions {
  readonly routingKey: Secret
  /** Default: PagerDuty's own in the US. */
  readonly eventsUrl?: string
  readonly outgoing: Pick<Outgoing, 'fetch'>
}

const pagerDutys = 'https://events.pagerduty.com/v2/enqueue'
/** PagerDuty's own limits. */
const longest = { summary: 1_024, key: 255 } as const

const payloadOf = (event: PageEvent) =>
  event.action === 'trigger'
    ? {
        payload: {
          summary: event.summary.slice(0, longest.summary),
          source: event.source,
          severity: event.severity,
          component: 'EdgeKV access token',
          custom_details: event.details,
        },
        client: 'edgekv-chatops',
      }
    : {}

/** Pages by webhook in PagerDuty's Events v2 form. The incident is known by its `dedup_key` from trigger to resolve. */
export const createPagerDuty = ({ routingKey, eventsUrl, outgoing }: PagerDutyOptions): Pager => {
  const url = Secret.of(eventsUrl ?? pagerDutys)
  return {
    send: async (event): Promise<Paged> => {
      const sent = await send(url, outgoing, {
        routing_key: routingKey.reveal(),
        event_action: event.action,
        dedup_key: event.key.slice(0, longest.key),
        ...payloadOf(event),
      })
      return sent.ok ? { kind: 'ok' } : { kind: 'later', why: sent.why }
    },
  }
}
