import type { Target } from '../../request/part.ts'
import { candidateOf } from '../snapshot-parts.ts'
import { pollEveryMs, pollStuckEveryMs, stuckAfterMs } from '../times.ts'
import { movedBase } from './activate-target.ts'
import { isPending, liveOn } from './live-version.ts'
import type { Step, StepContext, StepResult } from './step.ts'
import { targetTrouble } from './trouble.ts'

type Context = StepContext<Target>

const stillPending = ({ subject, tools }: Context): StepResult<Target> => {
  const now = tools.now()
  if (now - (subject.since ?? now) < stuckAfterMs) return { kind: 'wait', until: now + pollEveryMs }
  if (subject.trouble !== undefined) return { kind: 'wait', until: now + pollStuckEveryMs }
  return targetTrouble(
    subject,
    'activation-stuck',
    `The activation on ${subject.network} of EdgeWorker ${subject.edgeWorkerId} is not finished after an hour.`,
    'The bot goes on looking every five minutes; Retry looks again, Abandon goes back.',
  )
}

/**
 * Looks at our activation in flight. Complete only when what is live is ours: a foreign activation in between counts
 * as a moved base. Any status neither pending nor COMPLETE is a failure.
 */
export const pollActivation: Step<Target> = async (context) => {
  const { subject, snapshot, tools } = context
  const activation =
    subject.activationId === undefined
      ? 'absent'
      : await tools.edgeWorkers.getActivation(subject.edgeWorkerId, subject.activationId)
  if (activation !== 'absent' && isPending(activation)) return stillPending(context)
  if (activation === 'absent' || activation.status !== 'COMPLETE')
    return targetTrouble(
      { ...subject, state: 'failed' },
      'activation-failed',
      `Akamai ended the activation on ${subject.network} of EdgeWorker ${subject.edgeWorkerId} as ${activation === 'absent' ? 'gone' : activation.status}.`,
      'Retry activates again; Abandon goes back.',
    )
  const live = await liveOn(tools, subject.edgeWorkerId, subject.network)
  if (live?.version !== candidateOf(snapshot, subject)?.version) return movedBase(context, live)
  const { trouble: _over, ...rest } = subject
  return {
    kind: 'done',
    subject: { ...rest, state: 'active' },
    events: [
      {
        what: 'activation.complete',
        actor: { kind: 'bot' },
        facts: { edgeWorkerId: subject.edgeWorkerId, network: subject.network, activationId: activation.activationId },
      },
    ],
  }
}
