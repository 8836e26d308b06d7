import { allLocks } from '../../plan/locks.ts'
import type { Owed } from '../../request/owed.ts'
import type { ActionRecord } from '../../request/record.ts'
import { type Go, go } from '../next.ts'

/** The end is told to the asker, where they asked from. */
const tellAsker = (record: ActionRecord, notice: 'succeeded' | 'abandoned' | 'void'): Owed => ({
  kind: 'notice',
  notice,
  to: { kind: 'direct', identity: record.askedFrom },
})

/** On-call was woken for it: the same incident is over now. */
const tellPager = ({ pagedAt }: ActionRecord): readonly Owed[] => (pagedAt === undefined ? [] : [{ kind: 'page' }])

const end = (
  record: ActionRecord,
  state: 'succeeded' | 'abandoned' | 'void',
  now: number,
  patch: Partial<ActionRecord>,
): Go => {
  const next = go(record, state, now, { ...patch, endedAt: now })
  const what = state === 'void' ? 'request.void' : (`rotation.${state}` as const)
  return {
    ...next,
    due: 'never',
    events: [{ what, actor: { kind: 'bot' }, facts: { outcome: patch.outcome ?? '' } }],
    owed: [...(next.owed ?? []), tellAsker(record, state), ...tellPager(record)],
    locks: { free: record.parent === undefined ? allLocks(record.plan.binding) : [] },
  }
}

export const succeed = (record: ActionRecord, now: number, outcome: string): Go =>
  end(record, 'succeeded', now, { outcome })

export const abandoned = (record: ActionRecord, now: number, outcome: string, newTokenKept: boolean): Go =>
  end(record, 'abandoned', now, { outcome, ...(newTokenKept ? { newTokenKept } : {}) })

/** Ends a request that may not run as approved: why is its outcome. */
export const makeVoid = (record: ActionRecord, now: number, outcome: string): Go =>
  end(record, 'void', now, { outcome })
