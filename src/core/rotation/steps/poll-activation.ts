import type { Activation } from '../../ports/edge-workers.ts'
import type { Target } from '../../request/part.ts'
import { candidateOf } from '../snapshot-parts.ts'
import { pollEveryMs, pollStuckEveryMs, settlingMs, stuckAfterMs } from '../times.ts'
import { foreignSince, isFresh, isPending, newestId } from './activations.ts'
import { awaitOther } from './await-other.ts'
import { liveOn } from './live-version.ts'
import { movedBase, overwritten } from './moved-base.ts'
import type { Step, StepContext, StepResult } from './step.ts'
import { targetTrouble } from './trouble.ts'

type Context = StepContext<Target>
type Result = StepResult<Target>

/** Looks again later; after an hour it is told as stuck, and looked at every five minutes. */
export const stillPending = ({ subject, tools }: Context): Result => {
  const now = tools.now()
  if (subject.trouble !== undefined) return { kind: 'wait', until: now + pollStuckEveryMs }
  if (now - (subject.since ?? now) < stuckAfterMs) return { kind: 'wait', until: now + pollEveryMs }
  return targetTrouble(
    subject,
    'activation-stuck',
    `The activation on ${subject.network} of EdgeWorker ${subject.edgeWorkerId} is not finished after an hour.`,
    'The bot goes on looking every five minutes; Retry looks again, Abandon goes back.',
  )
}

/** COMPLETE, says Akamai: ours is live, and nobody else activated in between. */
const complete = async (context: Context, own: Activation): Promise<Result> => {
  const { subject, record, snapshot, tools } = context
  const { edgeWorkerId, network } = subject
  const { activationId } = own
  const history = await tools.edgeWorkers.listActivations(edgeWorkerId, { network })
  const pending = history.find((one) => isPending(one) && one.activationId !== activationId)
  if (pending !== undefined) return awaitOther(context, pending)
  const live = await liveOn(tools, edgeWorkerId, network)
  if (live?.version !== candidateOf(snapshot, subject)?.version) {
    const isLagging = isFresh(own, tools.now()) && newestId(history) <= activationId
    return isLagging ? { kind: 'wait', until: tools.now() + pollEveryMs } : movedBase(context, live)
  }
  const foreign = foreignSince(history, subject, record.mark)
  if (foreign !== undefined && foreign.version !== live?.version) return overwritten(context, foreign)
  return {
    kind: 'done',
    subject: { ...subject, state: 'active' },
    events: [{ what: 'activation.complete', actor: { kind: 'bot' }, facts: { edgeWorkerId, network, activationId } }],
  }
}

/** Looks at our activation in flight. Any status neither pending nor COMPLETE is a failure. */
export const pollActivation: Step<Target> = async (context) => {
  const { subject, tools } = context
  const { activationId, edgeWorkerId, network } = subject
  const found =
    activationId === undefined ? 'absent' : await tools.edgeWorkers.getActivation(edgeWorkerId, activationId)
  if (found !== 'absent' && isPending(found)) return stillPending(context)
  if (found !== 'absent' && found.status === 'COMPLETE') return complete(context, found)
  const now = tools.now()
  if (found === 'absent' && now - (subject.since ?? 0) < settlingMs) return { kind: 'wait', until: now + pollEveryMs }
  return targetTrouble(
    { ...subject, state: 'failed' },
    'activation-failed',
    `Akamai ended the activation on ${network} of EdgeWorker ${edgeWorkerId} as ${found === 'absent' ? 'gone' : found.status}.`,
    'Retry activates again; Abandon goes back.',
  )
}
