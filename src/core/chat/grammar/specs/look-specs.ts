import { verbs } from '../command.ts'
import { nearest } from '../nearest.ts'
import type { Flaw, Understood, VerbSpec } from '../verb-spec.ts'
import { subjectIn } from '../verb-spec.ts'

const token = [{ kind: 'token' }] as const
const maybePattern = [{ kind: 'pattern', optional: true }] as const

const checkTopic = (understood: Understood): Flaw | undefined => {
  const topic = subjectIn(understood, 'topic')
  if (topic === undefined || verbs.some((verb) => verb === topic)) return undefined
  const meant = nearest(topic, verbs)
  return {
    word: topic,
    message: `There is no verb \`${topic}\`${meant === undefined ? '.' : `; did you mean \`${meant}\`?`}`,
    fix: meant === undefined ? [] : [{ kind: 'word', text: meant }],
  }
}

/** Verbs that only look. */
export const lookSpecs: readonly VerbSpec[] = [
  { verb: 'start', subjects: [], options: [], example: 'start' },
  {
    verb: 'help',
    subjects: [{ kind: 'topic', optional: true }],
    options: [],
    example: 'help rotate',
    check: checkTopic,
  },
  {
    verb: 'list',
    subjects: maybePattern,
    options: ['account', 'expiring', 'owner', 'all', 'include-expired'],
    example: 'list mkt_* --expiring 30d',
  },
  { verb: 'show', subjects: token, options: ['account'], example: 'show mkt_token1' },
  { verb: 'where', subjects: token, options: ['account'], example: 'where mkt_token1' },
  {
    verb: 'status',
    subjects: [{ kind: 'rotation-or-token', optional: true }],
    options: ['account'],
    example: 'status R42',
  },
  { verb: 'advise', subjects: [{ kind: 'token', optional: true }], options: ['account'], example: 'advise mkt_token1' },
  { verb: 'audit', subjects: token, options: ['account', 'since'], example: 'audit mkt_token1 --since 90d' },
]
