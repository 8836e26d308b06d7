import type { Activation } from '../../ports/edge-workers.ts'
import type { Target } from '../../request/part.ts'
import { candidateOf } from '../snapshot-parts.ts'
import { pollEveryMs } from '../times.ts'
import { activationNote, isOurNote } from '../version-name.ts'
import { isPending, liveOn } from './live-version.ts'
import type { Step, StepContext, StepResult } from './step.ts'
import { targetTrouble } from './trouble.ts'

type Context = StepContext<Target>
type Result = StepResult<Target>

const ended = (subject: Target, state: 'restored' | 'dropped', by?: string): Result => ({
  kind: 'done',
  subject: { ...subject, state, ...(by === undefined ? {} : { by }) },
  events: [
    {
      what: state === 'restored' ? 'target.restored' : 'target.dropped',
      actor: { kind: 'bot' },
      facts: { edgeWorkerId: subject.edgeWorkerId, network: subject.network, ...(by === undefined ? {} : { by }) },
    },
  ],
})

/** A version that holds a dead token is never activated again. */
const oldTokenLives = async ({ record, tools }: Context): Promise<boolean> => {
  const { old } = record.plan.binding
  if (old === undefined) return false
  const lookup = await tools.edgeKv.getToken(old.name)
  return lookup.kind === 'found' && lookup.token.uuid === old.uuid
}

const goBack = async (context: Context): Promise<Result> => {
  const { subject, record, tools } = context
  if (!(await oldTokenLives(context)))
    return targetTrouble(
      { ...subject, state: 'failed' },
      'old-token-dead',
      `The old token is dead, so ${subject.baseVersion} is not activated again on ${subject.network}.`,
      'The new version stays; keep the new token.',
    )
  const slot = await tools.quota.take(record.account, `activation:${subject.network}`, true)
  if (!slot.ok) return { kind: 'wait', until: slot.retryAt }
  if (!(await context.mayAct())) return { kind: 'stopped' }
  const answer = await tools.edgeWorkers.activate({
    edgeWorkerId: subject.edgeWorkerId,
    network: subject.network,
    version: subject.baseVersion,
    note: activationNote(record.mark, subject.attempt, 'back'),
  })
  if (answer.kind === 'already-activating') return { kind: 'wait', until: tools.now() + 1000 }
  return restoring(context, answer.activation)
}

const restoring = ({ subject, tools }: Context, activation: Activation): Result => ({
  kind: 'wait',
  until: activation.status === 'COMPLETE' ? tools.now() : tools.now() + pollEveryMs,
  subject: { ...subject, state: 'restoring', restoreActivationId: activation.activationId },
  events: [
    {
      what: 'activation.requested',
      actor: { kind: 'bot' },
      facts: { edgeWorkerId: subject.edgeWorkerId, network: subject.network, version: activation.version, back: true },
    },
  ],
})

/**
 * Takes one target back: where our version is still live, its base is activated again if the old token lives; where
 * it is not, there is nothing of ours to undo and a foreign version is left and named.
 */
export const restoreTarget: Step<Target> = async (context) => {
  const { subject, record, snapshot, tools } = context
  const version = candidateOf(snapshot, subject)?.version
  const history = await tools.edgeWorkers.listActivations(subject.edgeWorkerId, { network: subject.network })
  const pending = history.find(isPending)
  const live = await liveOn(tools, subject.edgeWorkerId, subject.network)
  if (pending !== undefined) {
    const back = isOurNote(pending.note, record.mark, 'back') && subject.restoreActivationId !== pending.activationId
    return back ? restoring(context, pending) : { kind: 'wait', until: tools.now() + pollEveryMs }
  }
  if (live?.version === subject.baseVersion || live === undefined) return ended(subject, 'restored')
  if (live.version !== version) return ended(subject, 'dropped', live.createdBy ?? 'somebody')
  return goBack(context)
}
