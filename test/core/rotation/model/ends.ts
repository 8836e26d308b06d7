import type { Snapshot } from '../../../../src/core/ports/records.ts'
import type { Target } from '../../../../src/core/request/part.ts'
import { isEnd } from '../../../../src/core/request/state.ts'
import { candidateOf, targetsOf } from '../../../../src/core/rotation/snapshot-parts.ts'
import { brokenDecisions } from './decisions.ts'
import type { ModelWorld } from './world.ts'

/** Open records that nothing will look at again although nobody is asked about them. */
export const forgotten = (world: ModelWorld): readonly string[] => {
  const due = new Set(world.due().map(({ id }) => id))
  return world.snapshots().flatMap(({ record: { value } }) => {
    const waits = isEnd(value.state) || value.state === 'awaiting-revoke' || due.has(value.id)
    return waits ? [] : [`${value.id} is forgotten in ${value.state}`]
  })
}

/** Ours is live there although it was abandoned, and nobody says so. */
const isUnnamed = ({ akamai }: ModelWorld, snapshot: Snapshot, target: Target): boolean => {
  const live = akamai.deployments.live(target.edgeWorkerId, target.network)
  const isOurs = live?.createdBy === 'bot' && live.version === candidateOf(snapshot, target)?.version
  return isOurs && target.trouble?.code !== 'old-token-dead' && target.left === undefined
}

const unfinished = (world: ModelWorld, snapshot: Snapshot): readonly string[] => {
  const { id, state, plan, newTokenKept, outcome = '' } = snapshot.record.value
  const { old, new: made = [], action } = plan.binding
  const did = (kind: string, name?: string) =>
    world.effects.some((effect) => effect.record === id && effect.kind === kind && effect.name === name)
  const living = made.filter(({ name }) => did('create', name) && world.akamai.tokens.has(name))
  const revokes = action === 'rotate' || action === 'revoke'
  const isLeft = revokes && old !== undefined && world.akamai.tokens.has(old.name) && !outcome.includes('kept')
  return [
    ...(isEnd(state) ? [] : [`${id} stands still in ${state}`]),
    ...(state === 'succeeded' && isLeft ? [`${id} succeeded, and the old token lives`] : []),
    ...(state === 'succeeded' && action !== 'retry' && made.some(({ name }) => !did('create', name))
      ? [`${id} succeeded without a new token`]
      : []),
    ...(state === 'abandoned' && did('revoke', old?.name) ? [`${id} was abandoned, and revoked the old token`] : []),
    ...(state === 'abandoned' && living.length > 0 && newTokenKept !== true
      ? [`${id} was abandoned, and the new token lives`]
      : []),
    ...(state === 'void' && living.length > 0 ? [`${id} is void, and a new token lives`] : []),
    ...(state === 'abandoned'
      ? targetsOf(snapshot)
          .filter((target) => isUnnamed(world, snapshot, target))
          .map((target) => `${id} was abandoned, and ${target.id} has neither gone back nor is it named`)
      : []),
  ]
}

/** What the end left behind that it says it did not; and what the histories say against the rules of deciding. */
export const leftBehind = (world: ModelWorld): readonly string[] => [
  ...world.snapshots().flatMap((snapshot) => unfinished(world, snapshot)),
  ...world.snapshots().flatMap(({ record: { value } }) =>
    brokenDecisions(
      value,
      world.records.events.filter(({ record }) => record === value.id),
    ),
  ),
  ...(world.hasEnded() ? world.records.locks.map((lock) => `${lock} is still held`) : []),
]
