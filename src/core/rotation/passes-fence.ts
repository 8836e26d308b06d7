import { meanwhile } from '../inventory/meanwhile.ts'
import { expectOf, follow, type Intent, type Run } from './intent.ts'
import { tokenOf } from './token-of.ts'

/** The trail knows of an effect before it starts. */
const announce = async <Subject>(run: Run<Subject>): Promise<void> => {
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

/** Saves the subject, if intent and record still stand: a fence too, and the first of two. */
const saves = async <Subject>(run: Run<Subject>, intent: Intent, subject: Subject): Promise<boolean> => {
  const { tools, snapshot, subjects } = run
  const { account, id } = snapshot.record.value
  const { partId } = subjects
  const committed = await tools.records.commit({
    op: tools.ids.next(),
    account,
    id,
    expect: { record: intent.record, ...expectOf(partId, intent) },
    ...subjects.put(subject),
    claim: partId,
    events: [],
  })
  if (committed.kind !== 'ok') return false
  follow(partId, intent, committed)
  return true
}

/**
 * The fence, right before an effect: true while the intent stands and the record has not moved. The trail has been told
 * by then, also of an effect that the fence stops; however long its disk takes, the fence comes after it. `subject` is
 * saved meanwhile.
 */
export const passesFence = async <Subject>(run: Run<Subject>, intent: Intent, subject?: Subject): Promise<boolean> => {
  const told = meanwhile(announce(run))
  const stands = subject === undefined || (await saves(run, intent, subject))
  await told
  const { account, id } = run.snapshot.record.value
  const expected = { record: intent.record, part: run.subjects.partId, ver: intent.ver }
  return stands && run.tools.records.fence({ account, id }, expected)
}
