import type { Quota, QuotaKind } from '../../ports/quota.ts'
import type { StepContext } from './step.ts'

/** Takes a slot of the quota for the effect that comes next; the trail hears of it meanwhile. */
export const takeSlot = <Subject>(
  { record, tools, willAct }: StepContext<Subject>,
  kind: QuotaKind,
  urgent: boolean,
): ReturnType<Quota['take']> => {
  willAct()
  return tools.quota.take(record.account, kind, urgent)
}
