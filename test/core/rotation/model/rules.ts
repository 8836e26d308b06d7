import type { Snapshot } from '../../../../src/core/ports/records.ts'
import type { Target } from '../../../../src/core/request/part.ts'
import type { ActionRecord } from '../../../../src/core/request/record.ts'
import { targetsOf } from '../../../../src/core/rotation/snapshot-parts.ts'
import { lookValidMs } from '../../../../src/core/rotation/times.ts'
import { type MemoryAkamai, type MemoryEffect, textIn } from '../../../fakes/memory-akamai.ts'

export interface Moment {
  readonly effect: MemoryEffect
  readonly akamai: MemoryAkamai
  readonly snapshot: Snapshot
  readonly now: number
  readonly soakMs: number
  /** The effects before this one. */
  readonly before: readonly MemoryEffect[]
}

const gates = ['asked', 'requested', 'queued', 'awaiting-production', 'awaiting-source', 'awaiting-revoke', 'held']

const isSettled = ({ state }: Target): boolean => ['verified', 'dropped', 'restored'].includes(state)

/** Versions with the token that a look of five minutes ago would have seen. */
const usesSeen = ({ akamai, now }: Moment, uuid: string): readonly string[] =>
  akamai
    .inUse()
    .filter(({ bytes, at }) => textIn(bytes).includes(uuid) && at < now - lookValidMs)
    .map(({ edgeWorkerId, network, version }) => `${edgeWorkerId} ${network} ${version}`)

const lastActivation = ({ akamai, now }: Moment): number =>
  Math.max(0, ...akamai.ours().map(({ endsAt, fails }) => (fails || endsAt > now ? 0 : endsAt)))

const revocation = (moment: Moment, record: ActionRecord): readonly string[] => {
  const { effect, akamai, snapshot, now, soakMs, before } = moment
  const token = akamai.tokens.get(effect.name)
  const isOld = effect.name === record.plan.binding.old?.name
  const uses = token === undefined ? [] : usesSeen(moment, token.uuid)
  const isOverridden = isOld && record.override !== undefined
  return [
    ...(uses.length > 0 && !isOverridden ? [`${effect.name} is revoked while ${uses.join(', ')} uses it`] : []),
    ...(targetsOf(snapshot).every(isSettled) ? [] : [`${effect.name} is revoked before every target is settled`]),
    ...(now - lastActivation(moment) >= soakMs ? [] : [`${effect.name} is revoked before the soak is over`]),
    ...(isOld || before.some(({ kind, name }) => kind === 'create' && name === effect.name)
      ? []
      : [`${effect.name} is revoked, and the bot did not make it`]),
  ]
}

const activation = ({ effect, akamai, snapshot }: Moment, record: ActionRecord): readonly string[] => {
  const isBack = effect.note?.includes('back') === true || record.abandon !== undefined
  const [id = '', version = ''] = effect.name.split(' ')
  const staging = targetsOf(snapshot).filter(({ network }) => network === 'STAGING')
  const old = record.plan.binding.old
  const goesBackDead = isBack && old !== undefined && !akamai.tokens.has(old.name)
  return [
    ...(effect.network === 'PRODUCTION' && !isBack && !staging.every(isSettled)
      ? [`${effect.name} goes to production before staging is verified`]
      : []),
    ...(goesBackDead ? [`${effect.name} is activated again with a dead token`] : []),
    ...(version.includes(record.mark) || isBack ? [] : [`${id} gets ${version}, which the bot did not make`]),
  ]
}

const once = ({ effect, before }: Moment): readonly string[] =>
  effect.kind !== 'activate' && before.some(({ kind, name }) => kind === effect.kind && name === effect.name)
    ? [`${effect.kind} ${effect.name} happens twice`]
    : []

/** Every rule that this effect breaks, as sentences. */
export const broken = (moment: Moment): readonly string[] => {
  const record = moment.snapshot.record.value
  const { kind, name } = moment.effect
  return [
    ...(gates.includes(record.state) ? [`${kind} ${name} happens at the gate ${record.state}`] : []),
    ...once(moment),
    ...(kind === 'revoke' ? revocation(moment, record) : []),
    ...(kind === 'activate' ? activation(moment, record) : []),
  ]
}
