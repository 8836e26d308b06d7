/** The states of a record, in the order of `docs/rotation.md`. */
export const states = [
  'asked',
  'requested',
  'approved',
  'queued',
  'creating-token',
  'refreshing-token',
  'preparing',
  'staging',
  'awaiting-production',
  'production',
  'soaking',
  'awaiting-source',
  'confirming',
  'awaiting-revoke',
  'revoking',
  'holding',
  'held',
  'abandoning',
  'succeeded',
  'abandoned',
  'denied',
  'withdrawn',
  'lapsed',
  'void',
] as const
export type State = (typeof states)[number]

const endStates: readonly State[] = ['succeeded', 'abandoned', 'denied', 'withdrawn', 'lapsed', 'void']

export const isEnd = (state: State): boolean => endStates.includes(state)
