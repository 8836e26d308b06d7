import type { Destination } from '../people/destination.ts'
import type { Move } from './move.ts'
import { pollOf, withPoll } from './poll.ts'
import type { ActionRecord } from './record.ts'

/** Which reminder is due: at half of the time to decide, and at nine tenths. One that was missed is not made up for. */
export const reminderDue = (record: ActionRecord, now: number): ActionRecord['reminded'] => {
  const poll = pollOf(record)
  if (poll === undefined || !Number.isFinite(poll.until) || now >= poll.until) return undefined
  const { from, until, reminded } = poll
  const gone = (now - from) / (until - from)
  if (gone >= 0.9) return reminded === 'nine-tenths' ? undefined : 'nine-tenths'
  return gone >= 0.5 && reminded === undefined ? 'half' : undefined
}

/** Reminds those who can decide, in the thread; `backup`: who else is asked, and may decide, from the first reminder on. */
export const remind = (
  record: ActionRecord,
  which: NonNullable<ActionRecord['reminded']>,
  backup: readonly Destination[],
): Move | undefined => {
  const poll = pollOf(record)
  if (poll === undefined) return undefined
  // Who was asked as a backup about the request has its card already.
  const isNew = poll.about === 'request' || record.reminded === undefined
  return {
    record: withPoll(record, { ...poll, reminded: which }),
    due: poll.until,
    events: [
      {
        what: 'request.reminded',
        actor: { kind: 'bot' },
        facts: { at: which, backup: backup.length, ...(poll.about === 'production' ? { gate: poll.about } : {}) },
      },
    ],
    owed: [
      { kind: 'notice', notice: 'reminder', to: 'thread' },
      ...(backup.length === 0 ? [] : [{ kind: 'board' } as const]),
      ...backup.flatMap((to) => [
        { kind: 'notice', notice: 'backup-wanted', to } as const,
        ...(isNew ? [{ kind: 'place', to } as const] : []),
      ]),
    ],
    unlessAfter: poll.until,
  }
}
