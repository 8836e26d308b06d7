import { meanwhile } from '../../inventory/meanwhile.ts'
import { readContents } from '../../inventory/read-contents.ts'
import type { Target } from '../../request/part.ts'
import { candidateOf } from '../snapshot-parts.ts'
import { bearingOf, liveOn } from './live-version.ts'
import { movedBase } from './moved-base.ts'
import type { Step, StepResult } from './step.ts'
import { targetTrouble } from './trouble.ts'

/** The new credential is in everywhere it runs, the old one out. */
export const verified = (
  { lagging: _lagging, toldAt: _told, ...rest }: Target,
  version: string,
): StepResult<Target> => {
  const { edgeWorkerId, network } = rest
  return {
    kind: 'done',
    subject: { ...rest, state: 'verified' },
    events: [{ what: 'target.verified', actor: { kind: 'bot' }, facts: { edgeWorkerId, network, version } }],
  }
}

/** Downloads what is now live: the new credential must be in it, the old one out. */
export const verifyTarget: Step<Target> = async (context) => {
  const { subject, record, snapshot, tools } = context
  const { edgeWorkerId, network } = subject
  const version = candidateOf(snapshot, subject)?.version
  const read = (one: string) => readContents(tools, record.account, edgeWorkerId, one, { fresh: true })
  const reading = version === undefined ? undefined : meanwhile(read(version))
  const live = await liveOn(tools, edgeWorkerId, network)
  if (live === undefined || reading === undefined || live.version !== version) return movedBase(context, live)
  const contents = await reading
  const bearing = contents === undefined ? 'unreadable' : bearingOf(contents, record, snapshot)
  if (bearing !== 'new')
    return targetTrouble(
      { ...subject, state: 'failed' },
      'not-verified',
      `Version ${live.version} is live on ${subject.network}, but holds ${bearing === 'unreadable' ? 'what the bot cannot read' : `${bearing} of the two tokens`}.`,
      'Look at the bundle; Abandon goes back.',
    )
  if ((subject.parents ?? []).length > 0)
    return { kind: 'done', subject: { ...subject, state: 'waiting-for-parents', lagging: subject.parents ?? [] } }
  return verified(subject, live.version)
}
