import { meanwhile } from '../inventory/meanwhile.ts'
import type { Patient, Run } from './intent.ts'
import { tokenOf } from './token-of.ts'

const tell = async <Subject>(run: Run<Subject>): Promise<void> => {
  const { account, id } = run.snapshot.record.value
  const token = tokenOf(run)
  await run.tools.audit.append([
    {
      what: 'rotation.acting',
      actor: { kind: 'bot' },
      account,
      record: id,
      ...(token === undefined ? {} : { token }),
      facts: { step: run.name, part: run.subjects.partId },
    },
  ])
}

/** What the trail is told of a step's next effect: before it starts, and once. */
export interface Announcement {
  /** Beside what is still asked before it; not of a subject that has waited: it would be told each time. */
  early(): void
  /** Made, or waited for where it is under way; resolves when it is on disk, and is used up by that. */
  make(): Promise<void>
}

/** Each effect of the run has one of its own. */
export const announcementOf = <Subject extends Patient>(run: Run<Subject>): Announcement => {
  let told: Promise<void> | undefined
  return {
    early: () => {
      if (run.acts && run.held.value.waitsUntil === undefined) told ??= meanwhile(tell(run))
    },
    make: async () => {
      const telling = told ?? tell(run)
      told = undefined
      await telling
    },
  }
}
