import type { Activation } from '../../ports/edge-workers.ts'
import type { Target } from '../../request/part.ts'
import { pollEveryMs, stuckAfterMs } from '../times.ts'
import type { StepContext, StepResult } from './step.ts'
import { targetTrouble } from './trouble.ts'

/** Somebody else's activation is under way there: seen to its end, and told when that takes longer than an hour. */
export const awaitOther = (
  { subject, tools }: StepContext<Target>,
  { version, createdBy, createdTime }: Activation,
): StepResult<Target> => {
  const now = tools.now()
  const age = now - Date.parse(createdTime ?? '')
  if (Number.isNaN(age) || age < stuckAfterMs) return { kind: 'wait', until: now + pollEveryMs }
  return targetTrouble(
    subject,
    'other-stuck',
    `The activation of ${version} by ${createdBy ?? 'somebody'} on ${subject.network} of EdgeWorker ${subject.edgeWorkerId} is not finished after an hour.`,
    'Ask them to cancel it; Retry looks again.',
  )
}
