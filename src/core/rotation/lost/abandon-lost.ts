import { actorOf } from '../../audit/actor-of.ts'
import { inParallel } from '../../inventory/in-parallel.ts'
import { digestOf } from '../../plan/digest.ts'
import type { Plan, PlannedTarget } from '../../plan/plan.ts'
import type { EdgeWorkers } from '../../ports/edge-workers.ts'
import type { NewRecord } from '../../ports/records.ts'
import { recordPart } from '../../request/move.ts'
import type { Part, Target } from '../../request/part.ts'
import { type Asked, newRecord } from '../new-record.ts'
import type { LivePlace, LostRotation } from './lost-rotation.ts'
import { markIn } from './marks.ts'

/** What was active there before the lost rotation: where it goes back to. Undefined when Akamai remembers nothing. */
const baseOf = async (
  edgeWorkers: Pick<EdgeWorkers, 'listActivations'>,
  { edgeWorkerId, network }: LivePlace,
  mark: string,
): Promise<string | undefined> => {
  const history = await edgeWorkers.listActivations(edgeWorkerId, { network })
  return history.find((one) => one.status === 'COMPLETE' && markIn(one.version) !== mark)?.version
}

/** The targets that go back, with the version to go back to; one without a former version stays and is not among them. */
export const lostTargets = async (
  edgeWorkers: Pick<EdgeWorkers, 'listActivations'>,
  lost: LostRotation,
): Promise<readonly PlannedTarget[]> => {
  const bases = await inParallel(lost.deployed, 4, (place) => baseOf(edgeWorkers, place, lost.mark))
  return lost.deployed.flatMap(({ edgeWorkerId, network }, n) => {
    const baseVersion = bases[n]
    return baseVersion === undefined ? [] : [{ edgeWorkerId, network, baseVersion, baseChecksum: '', entries: [] }]
  })
}

/** The adoption's plan as that of its undoing: the same tokens, and the targets that go back. */
const planOfUndoing = (plan: Plan, targets: readonly PlannedTarget[]): Plan => {
  const binding = { ...plan.binding, targets }
  return { ...plan, binding, digest: digestOf(binding) }
}

const isAt = (place: LivePlace, target: Target): boolean =>
  place.edgeWorkerId === target.edgeWorkerId && place.network === target.network

/** The parts as the lost rotation left them: its own versions are what is active. */
const asLeft = (parts: readonly Part[], { deployed }: LostRotation): readonly Part[] => {
  const targets = parts.filter((part) => part.kind === 'target')
  return parts.map((part): Part => {
    if (part.kind === 'target') return { ...part, state: 'active', activationId: 0 }
    if (part.kind === 'new-token') return part
    const target = targets.find((one) => one.candidate === part.id)
    const place = target === undefined ? undefined : deployed.find((one) => isAt(one, target))
    return place === undefined ? part : { ...part, state: 'uploaded', version: place.version }
  })
}

/**
 * *Abandon* of a lost rotation: a record that begins where an abandoned rotation does. Nothing of it was made by this
 * Redis' records, so its new token is named and kept. `asked.plan`: the plan of its adoption.
 */
export const abandonLost = (asked: Asked, lost: LostRotation, targets: readonly PlannedTarget[]): NewRecord => {
  const { person, from, now } = asked
  const fresh = newRecord({ ...asked, plan: planOfUndoing(asked.plan, targets) })
  const { lapsesAt: _lapses, ...record } = fresh.record
  return {
    ...fresh,
    record: {
      ...record,
      state: 'abandoning',
      stateSince: now,
      startedAt: now,
      abandon: { person, at: now, phase: 'locking' },
    },
    parts: asLeft(fresh.parts, lost),
    due: { [recordPart]: now },
    events: [
      ...fresh.events,
      {
        what: 'rotation.abandoned',
        actor: actorOf(person, from),
        facts: { from: 'lost', mark: lost.mark, begun: true },
      },
    ],
    owed: [{ kind: 'board' }],
  }
}
