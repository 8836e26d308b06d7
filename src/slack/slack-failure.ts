import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api'

/** What Slack said, or did not say, to one call. `lost`: no answer that tells whether it happened. */
export type SlackFailure =
  | { readonly kind: 'limited'; readonly afterMs: number }
  | { readonly kind: 'said'; readonly code: string }
  | { readonly kind: 'lost' }

/** Codes with which Slack says that it broke on its own side. */
const broken: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
])

/** Reads an exception of the SDK. Anything unknown counts as lost: the safe side. */
export const slackFailure = (error: unknown): SlackFailure => {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'limited', afterMs: Math.max(1, error.retryAfter) * 1_000 }
  if (error instanceof WebAPIPlatformError)
    return broken.has(error.data.error) ? { kind: 'lost' } : { kind: 'said', code: error.data.error }
  if (error instanceof WebAPIHTTPError && error.statusCode >= 400 && error.statusCode < 500)
    return { kind: 'said', code: `http_${error.statusCode}` }
  return { kind: 'lost' }
}
