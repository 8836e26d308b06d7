import type { VerbSpec } from '../verb-spec.ts'

const request = [{ kind: 'request' }] as const

/** Verbs about a request or a rotation that is there already. */
export const requestSpecs: readonly VerbSpec[] = [
  { verb: 'approve', subjects: request, options: ['account', 'reason'], example: 'approve R42' },
  { verb: 'deny', subjects: request, options: ['account', 'reason'], example: 'deny R42 --reason "not this week"' },
  { verb: 'withdraw', subjects: request, options: ['account'], example: 'withdraw R42' },
  { verb: 'retry', subjects: [{ kind: 'rotation' }], options: ['account'], example: 'retry R42' },
  { verb: 'abandon', subjects: [{ kind: 'rotation-or-mark' }], options: ['account'], example: 'abandon R42' },
  {
    verb: 'source',
    subjects: [{ kind: 'rotation' }, { kind: 'done', usually: 'done' }],
    options: ['account'],
    example: 'source R42 done',
  },
  { verb: 'adopt', subjects: [{ kind: 'mark' }], options: ['account'], example: 'adopt k7qx42' },
]
