import type { Activation } from '../../ports/edge-workers.ts'
import type { Target } from '../../request/part.ts'
import { candidateOf } from '../snapshot-parts.ts'
import { pollEveryMs, settlingMs } from '../times.ts'
import { activationNote, isOurNote } from '../version-name.ts'
import { isFresh, isPending, newestId } from './activations.ts'
import { awaitOther } from './await-other.ts'
import { pinningOf } from './composition.ts'
import { liveOn } from './live-version.ts'
import { NotShownYet } from './not-shown-yet.ts'
import { stillPending } from './poll-activation.ts'
import type { Step, StepContext, StepResult } from './step.ts'
import { takeSlot } from './take-slot.ts'
import { targetTrouble } from './trouble.ts'

type Context = StepContext<Target>
type Result = StepResult<Target>

/** What goes back there: the base, or what ours replaced unseen. */
const former = (target: Target): string => target.overwrote ?? target.baseVersion

const restored = (subject: Target): Result => {
  const { edgeWorkerId, network } = subject
  const facts = { edgeWorkerId, network, version: former(subject) }
  return {
    kind: 'done',
    subject: { ...subject, state: 'restored' },
    events: [{ what: 'target.restored', actor: { kind: 'bot' }, facts }],
  }
}

const leftAlone = (subject: Target, live: Activation | undefined): Result => {
  const by = live?.createdBy ?? 'somebody'
  const left = live?.version ?? 'no version'
  const { edgeWorkerId, network } = subject
  return {
    kind: 'done',
    subject: { ...subject, state: 'dropped', by, left },
    events: [{ what: 'target.dropped', actor: { kind: 'bot' }, facts: { edgeWorkerId, network, by, version: left } }],
  }
}

/** A version that holds a dead token is never activated again. */
const oldTokenLives = async ({ record, tools }: Context): Promise<boolean> => {
  const { old } = record.plan.binding
  if (old === undefined) return false
  const lookup = await tools.edgeKv.getToken(old.name)
  return lookup.kind === 'found' && lookup.token.uuid === old.uuid
}

const restoring = ({ subject, tools }: Context, activation: Activation): Result => {
  const { edgeWorkerId, network } = subject
  const { version, activationId } = activation
  return {
    kind: 'wait',
    until: activation.status === 'COMPLETE' ? tools.now() : tools.now() + pollEveryMs,
    subject: { ...subject, state: 'restoring', restoreActivationId: activationId, since: tools.now() },
    events: [
      {
        what: 'activation.requested',
        actor: { kind: 'bot' },
        facts: { edgeWorkerId, network, version, activationId, back: true },
      },
    ],
  }
}

const goBack = async (context: Context, live: Activation): Promise<Result> => {
  const { subject, record, tools } = context
  const { edgeWorkerId, network } = subject
  const version = former(subject)
  if (!(await oldTokenLives(context)))
    return targetTrouble(
      { ...subject, state: 'failed' },
      'old-token-dead',
      `The old token is dead, so ${version} is not activated again on ${network} of EdgeWorker ${edgeWorkerId}.`,
      'The new version stays, and the new token with it.',
    )
  const pinning = await pinningOf(context, live)
  const slot = await takeSlot(context, `activation:${network}`, true)
  if (!slot.ok) return { kind: 'wait', until: slot.retryAt }
  if (!(await context.mayAct())) return { kind: 'stopped' }
  const note = activationNote(record.mark, subject.attempt, 'back')
  const answer = await tools.edgeWorkers.activate({ edgeWorkerId, network, version, note, ...pinning })
  if (answer.kind === 'already-activating') throw new NotShownYet(`${version} is being activated on ${network}`)
  return restoring(context, answer.activation)
}

/** Something is under way there: our way back, our own late way forward, or somebody else's. Each is seen to its end. */
const awaiting = (context: Context, pending: Activation): Result => {
  const { subject, record, tools } = context
  if (subject.restoreActivationId === pending.activationId) return stillPending(context)
  if (isOurNote(pending.note, record.mark, 'back')) return restoring(context, pending)
  if (isOurNote(pending.note, record.mark, 'forward')) return { kind: 'wait', until: tools.now() + pollEveryMs }
  return awaitOther(context, pending)
}

/** The way back was taken, and neither list nor what is live need show it yet. */
const isSettling = ({ subject, tools }: Context, history: readonly Activation[], tried: Activation | undefined) => {
  const { restoreActivationId, since } = subject
  if (restoreActivationId === undefined || newestId(history) > restoreActivationId) return false
  return tried === undefined ? tools.now() - (since ?? 0) < settlingMs : isFresh(tried, tools.now())
}

/** Ours is still live: it goes back, unless the way back has failed and somebody must look. */
const takeBack = (context: Context, history: readonly Activation[], live: Activation): Promise<Result> | Result => {
  const { subject, acts } = context
  const tried = history.find((one) => one.activationId === subject.restoreActivationId)
  if (tried !== undefined && tried.status !== 'COMPLETE')
    return targetTrouble(
      { ...subject, state: 'failed' },
      'restore-failed',
      `Akamai ended the way back to ${former(subject)} on ${subject.network} of EdgeWorker ${subject.edgeWorkerId} as ${tried.status}.`,
      'Retry activates it again.',
    )
  if (isSettling(context, history, tried)) return { kind: 'wait', until: context.tools.now() + pollEveryMs }
  return acts ? goBack(context, live) : { kind: 'done', subject }
}

/** A way back of ours whose answer was lost may be over before it is looked for: what it replaced has served. */
const asGoneBack = ({ subject, record }: Context, history: readonly Activation[]): Target => {
  const back = history.find((one) => isOurNote(one.note, record.mark, 'back'))
  return back === undefined ? subject : { ...subject, restoreActivationId: back.activationId }
}

/**
 * Takes one target back: where our version is still live, its base is activated again if the old token lives; where
 * it is not, there is nothing of ours to undo and a foreign version is left and named.
 */
export const restoreTarget: Step<Target> = async (context) => {
  const { subject, snapshot, tools } = context
  const { edgeWorkerId, network } = subject
  const ours = [candidateOf(snapshot, subject)?.version, subject.standsOn]
  const history = await tools.edgeWorkers.listActivations(edgeWorkerId, { network })
  const live = await liveOn(tools, edgeWorkerId, network)
  const pending = history.find(isPending)
  if (pending !== undefined) return awaiting(context, pending)
  if (live !== undefined && ours.includes(live.version)) return takeBack(context, history, live)
  return live?.version === former(subject) ? restored(asGoneBack(context, history)) : leftAlone(subject, live)
}
