import type { Check } from '../web/health-routes.ts'
import type { Stores } from './open-stores.ts'

/** What this process needs before it is ready. */
export const readinessChecks = (
  { redis }: Stores,
  slack: { readonly ready: () => boolean } | undefined,
): Readonly<Record<string, Check>> => ({
  redis: async () => ((await redis.call('PING')) === 'PONG' ? undefined : 'Redis does not answer'),
  ...(slack === undefined ? {} : { slack: async () => (slack.ready() ? undefined : 'not connected to Slack') }),
})
