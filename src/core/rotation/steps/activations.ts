import type { Activation } from '../../ports/edge-workers.ts'
import type { Target } from '../../request/part.ts'
import { settlingMs } from '../times.ts'
import { isOurNote } from '../version-name.ts'

/** Statuses under which an activation may still change what is live. Any other one but COMPLETE is history. */
export const isPending = (activation: Activation): boolean =>
  ['PRESUBMIT', 'PENDING', 'IN_PROGRESS'].includes(activation.status)

/** The newest of them; 0 when there is none. Akamai's ids only grow. */
export const newestId = (history: readonly Activation[]): number =>
  Math.max(0, ...history.map((one) => one.activationId))

const isOurs = (activation: Activation, mark: string): boolean =>
  isOurNote(activation.note, mark, 'forward') || isOurNote(activation.note, mark, 'back')

/** Our own activation of this attempt, if a lost answer hides one: under way, or done. */
export const ownActivation = (
  history: readonly Activation[],
  { version, mark, target }: { readonly version: string; readonly mark: string; readonly target: Target },
): Activation | undefined =>
  history.find(
    (one) =>
      one.version === version &&
      (isPending(one) || one.status === 'COMPLETE') &&
      isOurNote(one.note, mark, 'forward') &&
      one.activationId > (target.activationId ?? -1),
  )

/** What others have activated there, or are activating, since this attempt first looked. */
export const foreignSince = (
  history: readonly Activation[],
  { after }: Target,
  mark: string,
): Activation | undefined =>
  after === undefined
    ? undefined
    : history.find(
        (one) => one.activationId > after && !isOurs(one, mark) && (isPending(one) || one.status === 'COMPLETE'),
      )

/** Akamai has just finished it: what is live may not show that yet. One without a time is history. */
export const isFresh = ({ lastModifiedTime, createdTime }: Activation, now: number): boolean =>
  now - Date.parse(lastModifiedTime ?? createdTime ?? '') < settlingMs
