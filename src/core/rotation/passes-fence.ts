import { expectOf, follow, type Intent, type Run } from './intent.ts'

/** Saves the subject, if intent and record still stand. */
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
    fence: true,
    events: [],
  })
  if (committed.kind !== 'ok') return false
  follow(partId, intent, committed)
  return true
}

/**
 * The fence, right before an effect: true while the intent stands and the record has not moved. Where there is a
 * `subject`, saving it asks the same. It comes after all else that the effect waits for.
 */
export const passesFence = async <Subject>(run: Run<Subject>, intent: Intent, subject?: Subject): Promise<boolean> => {
  if (subject !== undefined) return saves(run, intent, subject)
  const { account, id } = run.snapshot.record.value
  return run.tools.records.fence({ account, id }, { record: intent.record, part: run.subjects.partId, ver: intent.ver })
}
