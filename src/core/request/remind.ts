import type { Destination } from '../people/destination.ts'
import type { Move } from './move.ts'
import type { ActionRecord } from './record.ts'

/** Which reminder is due: at half of the lapse, and at nine tenths. One that was missed is not made up for. */
export const reminderDue = (record: ActionRecord, now: number): ActionRecord['reminded'] => {
  const { state, requestedAt, lapsesAt, reminded } = record
  if (state !== 'requested' || requestedAt === undefined || lapsesAt === undefined || now >= lapsesAt) return undefined
  const gone = (now - requestedAt) / (lapsesAt - requestedAt)
  if (gone >= 0.9) return reminded === 'nine-tenths' ? undefined : 'nine-tenths'
  return gone >= 0.5 && reminded === undefined ? 'half' : undefined
}

/** Reminds those who can decide, in the thread; `backup`: who else is asked, and may decide, from the first reminder on. */
export const remind = (
  record: ActionRecord,
  which: NonNullable<ActionRecord['reminded']>,
  backup: readonly Destination[],
): Move => ({
  record: { ...record, reminded: which },
  due: record.lapsesAt ?? 'never',
  events: [{ what: 'request.reminded', actor: { kind: 'bot' }, facts: { at: which, backup: backup.length } }],
  owed: [
    { kind: 'notice', notice: 'reminder', to: 'thread' },
    ...(backup.length === 0 ? [] : [{ kind: 'board' } as const]),
    ...backup.flatMap((to) => [
      { kind: 'notice', notice: 'backup-wanted', to } as const,
      { kind: 'place', to } as const,
    ]),
  ],
  ...(record.lapsesAt === undefined ? {} : { unlessAfter: record.lapsesAt }),
})
