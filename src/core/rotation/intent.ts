import type { Committed, Held, PartId, Snapshot } from '../ports/records.ts'
import { recordPart } from '../request/move.ts'
import type { Part } from '../request/part.ts'
import type { Patience } from '../request/patience.ts'
import type { ActionRecord, Trouble } from '../request/record.ts'
import type { Taken } from './after.ts'
import type { EngineTools } from './engine-tools.ts'
import { IntentLost, type StepContext, type StepResult } from './steps/step.ts'

/** How one kind of subject (a part, or the record itself) is put into a commit. */
export interface Subjects<Subject> {
  readonly partId: PartId
  put(subject: Subject): { record?: ActionRecord; parts?: readonly Part[] }
  /** When the subject itself must be looked at after it moved on. */
  dueAfter(subject: Subject, now: number): number | 'never'
  /** When the subject itself must be looked at although it is in trouble. */
  dueInTrouble(subject: Subject, now: number): number | 'never'
}

/** What every subject keeps about its own waiting and failing. */
export interface Patient extends Patience {
  readonly trouble?: Trouble
}

/**
 * One run of one step. `acts`: it may have an effect in this state, else it only looks. `stillActs`: as the time is when it is
 * asked, for a freeze may have begun, or a look grown old, since the step began.
 */
export interface Run<Subject> {
  readonly tools: EngineTools
  readonly snapshot: Snapshot
  readonly held: Held<Subject>
  readonly subjects: Subjects<Subject>
  readonly acts: boolean
  readonly stillActs: () => boolean
  readonly name: string
  /** Its intent stands already. */
  readonly taken?: Taken
  readonly step: (context: StepContext<Subject>) => Promise<StepResult<Subject>>
}

/** The intent while it is open: the versions that this worker's next commit expects. */
export interface Intent {
  record: number
  ver: number
}

export const isRecord = (partId: PartId): boolean => partId === recordPart

export const expectOf = (partId: PartId, intent: Intent) =>
  isRecord(partId) ? { record: intent.record } : { parts: { [partId]: intent.ver } }

/** Follows the versions of a commit made under the intent; throws `IntentLost` when it was refused. */
export const follow = (partId: PartId, intent: Intent, committed: Committed): void => {
  if (committed.kind !== 'ok') throw new IntentLost()
  intent.record = isRecord(partId) ? committed.record : intent.record
  intent.ver = (isRecord(partId) ? committed.record : committed.parts[partId]) ?? intent.ver
}

/** The intent that the commit before took, while nobody has taken it over. */
const standing = <Subject>({ snapshot, held, taken }: Run<Subject>): Intent | undefined =>
  taken !== undefined && taken.ver === held.ver && held.claim !== undefined
    ? { record: snapshot.record.ver, ver: held.ver }
    : undefined

/**
 * The run over the intent of a worker that died: counted, so that a step that kills its workers is held one day. What the
 * dead one sent may have happened, also when this worker cannot look either.
 */
export const countDeath = <Subject extends Patient>(run: Run<Subject>): Run<Subject> => {
  const { held } = run
  if (held.claim === undefined || standing(run) !== undefined) return run
  return { ...run, held: { ...held, value: { ...held.value, deaths: (held.value.deaths ?? 0) + 1, unsure: true } } }
}

/** Commits the intent, unless it stands: the claim that binds the part to this worker while its heartbeat lives. */
export const takeIntent = async <Subject>(run: Run<Subject>): Promise<Intent> => {
  const stands = standing(run)
  if (stands !== undefined) return stands
  const { tools, snapshot, held, subjects } = run
  const { account, id } = snapshot.record.value
  const { partId } = subjects
  const intent: Intent = { record: snapshot.record.ver, ver: held.ver }
  const committed = await tools.records.commit({
    op: tools.ids.next(),
    account,
    id,
    expect: { record: intent.record, ...(isRecord(partId) ? {} : { parts: { [partId]: intent.ver } }) },
    ...(held.claim === undefined ? {} : subjects.put(held.value)),
    claim: partId,
    due: { [partId]: tools.clock.now() },
    events: [],
  })
  follow(partId, intent, committed)
  return intent
}
