/** Moments that somebody is told of in a message of their own, besides the edited board. */
export const notices = [
  'approved',
  'votes-lost',
  'denied',
  'lapsed',
  'withdrawn',
  'void',
  'queued',
  'held',
  'still-held',
  'held-for-days',
  'source-wanted',
  'source-still-wanted',
  'production-gate',
  'revoke-gate',
  'succeeded',
  'abandoned',
  'reminder',
  'backup-wanted',
  'break-glass',
  'review-wanted',
] as const
export type Notice = (typeof notices)[number]
