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

/** What the fence may come to: with a subject to save, one commit that expects both versions. */
const atFence = async <Subject>(run: Run<Subject>, intent: Intent, subject?: Subject): Promise<boolean> => {
  const { tools, snapshot, subjects } = run
  const { account, id } = snapshot.record.value
  const { partId } = subjects
  if (subject === undefined)
    return tools.records.fence({ account, id }, { record: intent.record, part: partId, ver: intent.ver })
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
 * by then, also of an effect that the fence stops. `subject` is saved in the same moment, or nothing is.
 */
export const passesFence = async <Subject>(run: Run<Subject>, intent: Intent, subject?: Subject): Promise<boolean> => {
  const told = meanwhile(announce(run))
  const passes = await atFence(run, intent, subject)
  await told
  return passes
}
