import type { Target } from '../../request/part.ts'
import type { StepResult } from './step.ts'

/** The target cannot go on: why, and what to do. */
export const targetTrouble = (subject: Target, code: string, sentence: string, advice: string): StepResult<Target> => {
  const { id, edgeWorkerId, network } = subject
  return {
    kind: 'trouble',
    subject,
    trouble: { code, sentence, advice, part: id, where: `EdgeWorker ${edgeWorkerId}, ${network}` },
    events: [{ what: 'target.failed', actor: { kind: 'bot' }, facts: { edgeWorkerId, network, code } }],
  }
}
