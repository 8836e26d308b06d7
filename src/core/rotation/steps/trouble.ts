import type { Target } from '../../request/part.ts'
import type { StepResult } from './step.ts'

/** The target cannot go on: why, and what to do. */
export const targetTrouble = (subject: Target, code: string, sentence: string, advice: string): StepResult<Target> => ({
  kind: 'trouble',
  subject,
  trouble: {
    code,
    sentence,
    advice,
    part: subject.id,
    where: `EdgeWorker ${subject.edgeWorkerId}, ${subject.network}`,
  },
})
