import { meanwhile } from '../../inventory/meanwhile.ts'
import type { Activation } from '../../ports/edge-workers.ts'
import type { Target } from '../../request/part.ts'
import { sameScope } from '../../token/scope.ts'
import { calm, untroubled } from '../calm.ts'
import { candidateOf, newTokensOf } from '../snapshot-parts.ts'
import { activationNote } from '../version-name.ts'
import { foreignSince, isPending, newestId, ownActivation } from './activations.ts'
import { awaitOther } from './await-other.ts'
import { otherChildren, pinningOf } from './composition.ts'
import { liveOn } from './live-version.ts'
import { movedBase, rolledBack } from './moved-base.ts'
import { NotShownYet } from './not-shown-yet.ts'
import { pollActivation } from './poll-activation.ts'
import type { Step, StepContext, StepResult } from './step.ts'
import { takeSlot } from './take-slot.ts'
import { targetTrouble } from './trouble.ts'
import { verifyTarget } from './verify-target.ts'

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

/** What was looked at: the activations of that network, what is live, and what is wrong with the new token. */
interface Ground {
  readonly history: readonly Activation[]
  readonly live: Activation | undefined
  readonly tokenTrouble: string | undefined
  /** Under way while the rest is looked at. */
  readonly pinning: ReturnType<typeof pinningOf>
}

/** A child was deployed since the approval: the parent would bring it along. */
const otherChildrenTrouble = (
  subject: Target,
  moves: Awaited<ReturnType<typeof otherChildren>>,
): Result | undefined => {
  if (moves.length === 0) return undefined
  const what =
    moves === 'unknown'
      ? 'children that cannot be told'
      : moves.map(({ edgeWorkerId, to }) => `${to ?? 'no version'} of EdgeWorker ${edgeWorkerId}`).join(', ')
  return targetTrouble(
    subject,
    'other-child',
    `Activating EdgeWorker ${subject.edgeWorkerId} on ${subject.network} now would also bring ${what}, which nobody approved.`,
    'Activate it with that child yourselves, then Retry; or Abandon.',
  )
}

const requested = (subject: Target, activation: Activation, now: number): Extract<Result, { kind: 'done' }> => {
  const { edgeWorkerId, network } = subject
  const { version, activationId } = activation
  const state = activation.status === 'COMPLETE' ? 'active' : 'activating'
  return {
    kind: 'done',
    subject: { ...subject, state, activationId, since: subject.since ?? now },
    events: [
      {
        what: 'activation.requested',
        actor: { kind: 'bot' },
        facts: { edgeWorkerId, network, version, activationId },
      },
    ],
  }
}

/** Saves what was asked for while it is looked at for the first time; whatever went wrong before that counts no more. */
const firstLook = async (context: Context, { events, ...asked }: ReturnType<typeof requested>): Promise<Result> => {
  const subject = untroubled(calm(asked.subject))
  const saving = meanwhile(context.save(subject, events))
  const look = subject.state === 'active' ? verifyTarget : pollActivation
  try {
    return await look({ ...context, subject, acts: false })
  } finally {
    await saving
  }
}

/** The first attempt saves what was newest when it looked; a later one after a lost answer compares with that. */
const activate = async (context: Context, version: string, { history, ...ground }: Ground): Promise<Result> => {
  const { subject, record, tools } = context
  const { edgeWorkerId, network } = subject
  const pinning = await ground.pinning
  const slot = await takeSlot(context, `activation:${network}`, subject.attempt > 1)
  if (!slot.ok) return { kind: 'wait', until: slot.retryAt }
  const intended = subject.after === undefined ? { ...subject, after: newestId(history) } : subject
  if (!(await context.mayAct(intended))) return { kind: 'stopped' }
  const note = activationNote(record.mark, subject.attempt, 'forward')
  const answer = await tools.edgeWorkers.activate({ edgeWorkerId, network, version, note, ...pinning })
  if (answer.kind === 'already-activating') throw new NotShownYet(`${version} is being activated on ${network}`)
  return firstLook(context, requested(intended, answer.activation, tools.now()))
}

/** The ground on which the candidate may be activated, or why not yet, or not. */
const whyNot = async (context: Context, { history, live, tokenTrouble }: Ground): Promise<Result | undefined> => {
  const { subject, record } = context
  if (tokenTrouble !== undefined)
    return targetTrouble(subject, 'new-token-not-ready', `${tokenTrouble}.`, 'Look at the token; Retry or Abandon.')
  const pending = history.find(isPending)
  if (pending !== undefined) return awaitOther(context, pending)
  if (live?.version !== (subject.standsOn ?? subject.baseVersion)) return movedBase(context, live)
  const foreign = foreignSince(history, subject, record.mark)
  if (foreign !== undefined) return rolledBack(subject, foreign)
  return live === undefined ? undefined : otherChildrenTrouble(subject, await otherChildren(context, live))
}

/**
 * Activates the candidate on one network, unless a look finds it done, in flight, or the ground moved.
 * Looks: the activations of that network, the live version, the new token. ERROR, ABORTED, EXPIRED, CANCELLED are history.
 */
export const activateTarget: Step<Target> = async (context) => {
  const { subject, record, snapshot, tools } = context
  const version = candidateOf(snapshot, subject)?.version
  if (version === undefined)
    return targetTrouble(subject, 'not-uploaded', 'The rewritten bundle is not uploaded.', 'Retry.')
  const tokens = context.acts ? meanwhile(newTokenTrouble(context)) : undefined
  const history = await tools.edgeWorkers.listActivations(subject.edgeWorkerId, { network: subject.network })
  const live = await liveOn(tools, subject.edgeWorkerId, subject.network)
  const own = ownActivation(history, { version, mark: record.mark, target: subject })
  if (own !== undefined && (isPending(own) || live?.version === version)) return requested(subject, own, tools.now())
  if (!context.acts) return { kind: 'done', subject }
  if (live?.version === version) return { kind: 'done', subject: { ...subject, state: 'active' } }
  const pinning = meanwhile(pinningOf(context, live))
  const ground = { history, live, pinning, tokenTrouble: await tokens }
  return (await whyNot(context, ground)) ?? activate(context, version, ground)
}
