import type { Activation } from '../../ports/edge-workers.ts'
import type { Target } from '../../request/part.ts'
import { liveBearing } from './live-version.ts'
import type { StepContext, StepResult } from './step.ts'
import { targetTrouble } from './trouble.ts'

type Context = StepContext<Target>
type Result = StepResult<Target>

const advice = 'Retry asks for approval of the rewritten newer version; Abandon goes back.'

const settled = (subject: Target, state: 'verified' | 'dropped', live: Activation | undefined): Result => {
  const { edgeWorkerId, network } = subject
  const by = live?.createdBy ?? 'somebody'
  return {
    kind: 'done',
    subject: { ...subject, state, by },
    events: [
      {
        what: `target.${state}` as const,
        actor: { kind: 'bot' },
        facts: { edgeWorkerId, network, version: live?.version ?? 'none', by },
      },
    ],
  }
}

/**
 * What is live is not what the plan knew: somebody else deployed. With the new credential and not the old it is as good
 * as ours; without the token there is nothing to do; else the rotation is held.
 */
export const movedBase = async (context: Context, live: Activation | undefined): Promise<Result> => {
  const { subject, record, snapshot, tools } = context
  const bearing = live === undefined ? 'neither' : await liveBearing(tools, record, snapshot, live)
  if (bearing === 'new') return settled(subject, 'verified', live)
  if (bearing === 'neither') return settled(subject, 'dropped', live)
  return targetTrouble(
    { ...subject, state: 'planned' },
    'base-moved',
    `Version ${live?.version} is active on ${subject.network} of EdgeWorker ${subject.edgeWorkerId} (by ${live?.createdBy ?? 'somebody'}), not ${subject.baseVersion} that was approved.`,
    advice,
  )
}

/** Only what holds the old token can be rewritten: anything else is theirs to bring back. */
const adviceOver = ({ version }: Activation, bearing: Awaited<ReturnType<typeof liveBearing>>): string =>
  bearing === 'old' || bearing === 'both'
    ? advice
    : `There is nothing to rewrite in ${version}: activate it once more yourselves. Retry goes on with what is live then.`

/** Somebody activated in between, and ours came on top of it unseen. */
export const overwritten = async (context: Context, foreign: Activation): Promise<Result> => {
  const { subject, record, snapshot, tools } = context
  return targetTrouble(
    { ...subject, state: 'failed', overwrote: foreign.version },
    'overwritten',
    `${foreign.createdBy ?? 'Somebody'} activated version ${foreign.version} on ${subject.network} of EdgeWorker ${subject.edgeWorkerId} at the same moment; ours replaced it.`,
    adviceOver(foreign, await liveBearing(tools, record, snapshot, foreign)),
  )
}

/** Ours was live, and somebody has gone back to the base on purpose. */
export const rolledBack = (subject: Target, foreign: Activation): Result =>
  targetTrouble(
    subject,
    'rolled-back',
    `${foreign.createdBy ?? 'Somebody'} has gone back to version ${foreign.version} on ${subject.network} of EdgeWorker ${subject.edgeWorkerId}.`,
    'Find out why. Retry asks for approval to activate it once more; Abandon goes back everywhere.',
  )
