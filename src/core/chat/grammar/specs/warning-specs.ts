import type { VerbSpec } from '../verb-spec.ts'

const maybePattern = [{ kind: 'pattern', optional: true }] as const

/** Verbs about warnings and where they go. */
export const warningSpecs: readonly VerbSpec[] = [
  {
    verb: 'subscribe',
    subjects: maybePattern,
    options: ['account', 'thresholds'],
    example: 'subscribe mkt_* --thresholds 30d,7d,1d',
  },
  { verb: 'unsubscribe', subjects: maybePattern, options: ['account'], example: 'unsubscribe mkt_*' },
  { verb: 'subscriptions', subjects: [], options: ['account'], example: 'subscriptions' },
  { verb: 'ack', subjects: [{ kind: 'token' }], options: ['account'], example: 'ack mkt_token1' },
  {
    verb: 'snooze',
    subjects: [{ kind: 'token' }, { kind: 'duration', usually: '1d' }],
    options: ['account'],
    example: 'snooze mkt_token1 2d',
  },
]
