import type { Snapshot } from '../../ports/records.ts'
import type { Target } from '../../request/part.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { State } from '../../request/state.ts'
import { candidatesOf, newTokensOf, targetsOf } from '../../rotation/snapshot-parts.ts'
import type { Network } from '../../token/network.ts'
import type { Icon, Rich } from './view.ts'
import { counted, networkWord, some } from './words.ts'

export interface BoardStep {
  readonly icon: Icon
  readonly text: Rich
}

const order: readonly State[] = [
  'approved',
  'queued',
  'creating-token',
  'refreshing-token',
  'preparing',
  'staging',
  'awaiting-production',
  'production',
  'soaking',
  'awaiting-source',
  'confirming',
  'awaiting-revoke',
  'revoking',
  'succeeded',
]

/** Where the rotation stands; while held, where it stood. */
const standing = (record: ActionRecord): State => record.leftState ?? record.state

const isHeld = (record: ActionRecord): boolean => record.state === 'held' || record.state === 'holding'

const iconFor = (record: ActionRecord, at: State): Icon => {
  const here = order.indexOf(standing(record))
  const there = order.indexOf(at)
  if (here > there) return 'done'
  if (here < there) return record.abandon === undefined ? 'waiting' : 'stopped'
  return isHeld(record) ? 'problem' : 'running'
}

const step = (icon: Icon, ...text: Rich): BoardStep => ({ icon, text })

const waitingText = (waiting: readonly Target[]): string => {
  const parents = [...new Set(waiting.flatMap((target) => target.lagging ?? []))]
  const which = parents.length === 0 ? '' : ` (EdgeWorker ${some(parents, 5)})`
  return waiting.length === 0 ? '' : `, ${waiting.length} waiting for parents${which}`
}

const countedTargets = (targets: readonly Target[], network: Network): string => {
  const here = targets.filter((target) => target.network === network)
  const done = here.filter((target) => target.state === 'verified' || target.state === 'dropped').length
  const going = here.filter((target) => target.state === 'activating' || target.state === 'active').length
  const waiting = here.filter((target) => target.state === 'waiting-for-parents')
  const running = going > 0 ? `, ${going} on the way` : ''
  return `${done} of ${here.length} active on ${networkWord(network)}${running}${waitingText(waiting)}`
}

const deploySteps = (snapshot: Snapshot): readonly BoardStep[] => {
  const record = snapshot.record.value
  const targets = targetsOf(snapshot)
  const candidates = candidatesOf(snapshot)
  const ready = candidates.filter((candidate) => candidate.state === 'uploaded').length
  const has = (network: Network) => targets.some((target) => target.network === network)
  return [
    step(iconFor(record, 'preparing'), `${ready} of ${counted(candidates.length, 'bundle')} rewritten and uploaded`),
    ...(has('STAGING') ? [step(iconFor(record, 'staging'), countedTargets(targets, 'STAGING'))] : []),
    ...(has('PRODUCTION') ? [step(iconFor(record, 'production'), countedTargets(targets, 'PRODUCTION'))] : []),
  ]
}

const newTokenStep = (snapshot: Snapshot): BoardStep => {
  const record = snapshot.record.value
  const names = newTokensOf(snapshot).flatMap(({ name }, index) => [...(index === 0 ? [] : [' and ']), { code: name }])
  const made = newTokensOf(snapshot).every((token) => token.state === 'complete')
  const icon = iconFor(record, 'creating-token')
  const what = made || icon === 'done' ? ' created' : ' being created'
  return step(icon, 'new token ', ...names, icon === 'waiting' ? ' to be created' : what)
}

const soakStep = (record: ActionRecord): readonly BoardStep[] => {
  const { options } = record.plan.binding
  if (options.dead === true || options.compromised === true) return []
  const icon = iconFor(record, 'soaking')
  const until: Rich =
    icon === 'running' && record.soakUntil !== undefined ? [' until ', { time: record.soakUntil }] : []
  return [step(icon, 'soak, so that nothing still runs with the old token', ...until)]
}

const sourceStep = (record: ActionRecord): readonly BoardStep[] => {
  if (record.source !== undefined) {
    const what = record.source.kind === 'updated' ? 'source updated' : 'source check skipped'
    const { person, by } = record.source
    return [step('done', `${what}, says `, by === undefined ? person.name : { person: by, name: person.name })]
  }
  if (record.sourceBy === undefined) return []
  return [
    step(iconFor(record, 'awaiting-source'), 'your own repository carries the new entry, waits for you until ', {
      time: record.sourceBy,
    }),
  ]
}

const revokeSteps = (record: ActionRecord): readonly BoardStep[] => {
  const { old, options } = record.plan.binding
  if (old === undefined || options.dead === true) return []
  const gate = record.state === 'awaiting-revoke'
  const proof = iconFor(record, 'revoking') === 'done' ? 'done' : iconFor(record, 'confirming')
  const name = { code: old.name }
  return [
    step(
      gate
        ? 'problem'
        : proof === 'done' && record.state !== 'revoking' && record.state !== 'succeeded'
          ? 'running'
          : proof,
      'nothing uses ',
      name,
    ),
    step(iconFor(record, 'revoking'), 'old token ', name, record.state === 'succeeded' ? ' revoked' : ' to be revoked'),
  ]
}

const backSteps = (snapshot: Snapshot): readonly BoardStep[] => {
  const record = snapshot.record.value
  if (record.abandon === undefined) return []
  const targets = targetsOf(snapshot)
  const back = targets.filter((target) => target.state === 'restored' || target.state === 'dropped').length
  const ended = record.state === 'abandoned'
  return [step(ended ? 'done' : 'running', `going back: ${back} of ${counted(targets.length, 'target')} as before`)]
}

/** A line per step, with a word and an icon. */
export const boardSteps = (snapshot: Snapshot): readonly BoardStep[] => {
  const record = snapshot.record.value
  const { action } = record.plan.binding
  if (action === 'refresh') return [step(iconFor(record, 'refreshing-token'), 'token refreshed in place')]
  if (action === 'create') return [newTokenStep(snapshot)]
  if (action === 'revoke') return revokeSteps(record)
  return [
    newTokenStep(snapshot),
    ...deploySteps(snapshot),
    ...soakStep(record),
    ...sourceStep(record),
    ...revokeSteps(record),
    ...backSteps(snapshot),
  ]
}
