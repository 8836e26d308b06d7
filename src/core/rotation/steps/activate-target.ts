import type { Activation } from '../../ports/edge-workers.ts'
import type { Candidate, Target } from '../../request/part.ts'
import { sameScope } from '../../token/scope.ts'
import { candidateOf, newTokensOf } from '../snapshot-parts.ts'
import { pollEveryMs } from '../times.ts'
import { activationNote, isOurNote } from '../version-name.ts'
import { isPending, liveBearing, liveOn } from './live-version.ts'
import type { Step, StepContext, StepResult } from './step.ts'
import { targetTrouble } from './trouble.ts'

type Context = StepContext<Target>
type Result = StepResult<Target>

/** Why the new token cannot be deployed now; undefined when it is there, complete and as planned. */
const newTokenTrouble = async ({ record, snapshot, tools }: Context): Promise<string | undefined> => {
  for (const part of newTokensOf(snapshot)) {
    const lookup = await tools.edgeKv.getToken(part.name)
    const planned = record.plan.binding.new?.find((token) => token.name === part.name)
    if (lookup.kind !== 'found' || lookup.token.uuid !== part.uuid) return `${part.name} is no longer there`
    if ((lookup.token.activationStatus ?? 'COMPLETE') !== 'COMPLETE') return `${part.name} is not ready`
    if (planned === undefined || !sameScope(lookup.token.scope, planned.scope))
      return `${part.name} has other rights than planned`
  }
  return undefined
}

const requested = (subject: Target, activation: Activation, now: number): Target => ({
  ...subject,
  state: activation.status === 'COMPLETE' ? 'active' : 'activating',
  activationId: activation.activationId,
  since: subject.since ?? now,
})

const asked = (subject: Target, activation: Activation) =>
  ({
    what: 'activation.requested',
    actor: { kind: 'bot' },
    facts: {
      edgeWorkerId: subject.edgeWorkerId,
      network: subject.network,
      version: activation.version,
      activationId: activation.activationId,
    },
  }) as const

/** The live version is not the plan's base: somebody else deployed. What that means for this target. */
export const movedBase = async (context: Context, live: Activation | undefined): Promise<Result> => {
  const { subject, record, snapshot, tools } = context
  const by = live?.createdBy ?? 'somebody'
  const facts = { edgeWorkerId: subject.edgeWorkerId, network: subject.network, version: live?.version ?? 'none', by }
  const bearing = live === undefined ? 'neither' : await liveBearing(tools, record, snapshot, live)
  if (bearing === 'new')
    return {
      kind: 'done',
      subject: { ...subject, state: 'verified', by },
      events: [{ what: 'target.verified', actor: { kind: 'bot' }, facts }],
    }
  if (bearing === 'neither')
    return {
      kind: 'done',
      subject: { ...subject, state: 'dropped', by },
      events: [{ what: 'target.dropped', actor: { kind: 'bot' }, facts }],
    }
  return targetTrouble(
    subject,
    'base-moved',
    `Version ${live?.version} is active on ${subject.network} of EdgeWorker ${subject.edgeWorkerId} (by ${by}), not ${subject.baseVersion} that was approved.`,
    'Retry asks for approval of the rewritten newer version; Abandon goes back.',
  )
}

const activate = async (context: Context, candidate: Candidate, version: string): Promise<Result> => {
  const { subject, record, tools } = context
  const kind = `activation:${subject.network}` as const
  const slot = await tools.quota.take(record.account, kind, subject.attempt > 1)
  if (!slot.ok) return { kind: 'wait', until: slot.retryAt }
  if (!(await context.mayAct())) return { kind: 'stopped' }
  const answer = await tools.edgeWorkers.activate({
    edgeWorkerId: candidate.edgeWorkerId,
    network: subject.network,
    version,
    note: activationNote(record.mark, subject.attempt, 'forward'),
  })
  if (answer.kind === 'already-activating') return { kind: 'wait', until: tools.now() + 1000 }
  return {
    kind: 'done',
    subject: requested(subject, answer.activation, tools.now()),
    events: [asked(subject, answer.activation)],
  }
}

/** Our own activation of this attempt, if a lost answer hides one. */
const ownActivation = (
  { record, subject }: Context,
  history: readonly Activation[],
  version: string,
): Activation | undefined =>
  history.find(
    (one) =>
      one.version === version &&
      (isPending(one) || one.status === 'COMPLETE') &&
      isOurNote(one.note, record.mark, 'forward') &&
      one.activationId > (subject.activationId ?? -1),
  )

/**
 * Activates the candidate on one network, unless a look finds it done, in flight, or the ground moved.
 * Looks: the new token, the activations of that network, the live version. ERROR, ABORTED, EXPIRED, CANCELLED are history.
 */
export const activateTarget: Step<Target> = async (context) => {
  const { subject, snapshot, tools } = context
  const candidate = candidateOf(snapshot, subject)
  const version = candidate?.version
  if (candidate?.state !== 'uploaded' || version === undefined)
    return targetTrouble(subject, 'not-uploaded', 'The rewritten bundle is not uploaded.', 'Retry.')
  const tokenTrouble = await newTokenTrouble(context)
  if (tokenTrouble !== undefined)
    return targetTrouble(subject, 'new-token-not-ready', `${tokenTrouble}.`, 'Look at the token; Retry or Abandon.')
  const history = await tools.edgeWorkers.listActivations(subject.edgeWorkerId, { network: subject.network })
  const live = await liveOn(tools, subject.edgeWorkerId, subject.network)
  const own = ownActivation(context, history, version)
  if (own !== undefined && (isPending(own) || live?.version === version))
    return { kind: 'done', subject: requested(subject, own, tools.now()), events: [asked(subject, own)] }
  if (history.some((one) => isPending(one))) return { kind: 'wait', until: tools.now() + pollEveryMs }
  if (live?.version === version) return { kind: 'done', subject: { ...subject, state: 'active' } }
  if (live?.version !== subject.baseVersion) return movedBase(context, live)
  return activate(context, candidate, version)
}
