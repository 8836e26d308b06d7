/** Moments that somebody is told of in a message of their own, besides the edited board. */
export const notices = [
  'approved',
  'denied',
  'lapsed',
  'withdrawn',
  'void',
  'queued',
  'held',
  'still-held',
  'source-wanted',
  'source-still-wanted',
  'production-gate',
  'revoke-gate',
  'succeeded',
  'abandoned',
  'reminder',
] as const
export type Notice = (typeof notices)[number]
