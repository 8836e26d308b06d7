import type { Snapshot } from '../ports/records.ts'
import { recordPart } from '../request/move.ts'
import type { ActionRecord } from '../request/record.ts'
import { type After, nothingMore, type Taken } from './after.ts'
import { begin } from './begin.ts'
import { commitNext } from './commit-next.ts'
import type { EngineTools } from './engine-tools.ts'
import type { Subjects } from './intent.ts'
import type { Next } from './next.ts'
import { nextOf } from './next-of.ts'
import { runStep } from './run-step.ts'
import { confirmUnused } from './steps/confirm-unused.ts'
import { refreshToken } from './steps/refresh-token.ts'
import { revokeToken } from './steps/revoke-token.ts'
import type { Step } from './steps/step.ts'

type StepName = Extract<Next, { kind: 'step' }>['step']
type RecordStep = (tools: EngineTools, snapshot: Snapshot, taken?: Taken) => Promise<After>

const recordSubjects: Subjects<ActionRecord> = {
  partId: recordPart,
  put: (record) => ({ record }),
  dueAfter: (_record, now) => now,
  dueInTrouble: (_record, now) => now,
}

const isNext = ({ clock, settings }: EngineTools, snapshot: Snapshot, name: StepName): boolean => {
  const next = nextOf(snapshot, { now: clock.now(), settings })
  return next.kind === 'step' && next.step === name
}

/** A step that looks or acts at Akamai, under an intent on the record itself. */
const underIntent =
  (name: StepName, step: Step<ActionRecord>): RecordStep =>
  async (tools, snapshot, taken) => {
    const until = snapshot.record.value.waitsUntil ?? 0
    if (until > tools.clock.now()) {
      await commitNext(tools, snapshot, { kind: 'stay', due: until })
      return nothingMore
    }
    const held = snapshot.record
    const intent = taken === undefined ? {} : { taken }
    const stillActs = () => isNext(tools, snapshot, name)
    return runStep({ tools, snapshot, held, subjects: recordSubjects, acts: true, stillActs, name, step, ...intent })
  }

const steps: Readonly<Record<StepName, RecordStep>> = {
  begin,
  'confirm-unused': underIntent('confirm-unused', confirmUnused),
  'revoke-token': underIntent('revoke-token', revokeToken),
  'refresh-token': underIntent('refresh-token', refreshToken),
}

/** Runs a step of the record itself, under the intent that stands where there is one; gives what to go on with. */
export const runRecordStep = (
  tools: EngineTools,
  snapshot: Snapshot,
  { name, taken }: { readonly name: StepName; readonly taken?: Taken | undefined },
): Promise<After> => steps[name](tools, snapshot, taken)
