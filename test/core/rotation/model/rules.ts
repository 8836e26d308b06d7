import type { Freeze } from '../../../../src/core/plan/rotation-settings.ts'
import type { Snapshot } from '../../../../src/core/ports/records.ts'
import { recordPart } from '../../../../src/core/request/move.ts'
import type { Target } from '../../../../src/core/request/part.ts'
import type { ActionRecord } from '../../../../src/core/request/record.ts'
import { isOut } from '../../../../src/core/rotation/kin.ts'
import { isSideBySide } from '../../../../src/core/rotation/side-by-side.ts'
import { candidatesOf, targetsOf } from '../../../../src/core/rotation/snapshot-parts.ts'
import { lookValidMs } from '../../../../src/core/rotation/times.ts'
import type { MemoryAkamai, MemoryEffect } from '../../../fakes/akamai/memory-akamai.ts'
import { textIn } from '../../../fakes/akamai/text-in.ts'

/** What a worker sent while it looked at a record. */
export interface ModelEffect extends MemoryEffect {
  readonly record: string
  /** Which of its looks: what was heard in another one is stale. */
  readonly line: string
}

/** An effect at the moment in which it happens, of the record that it belongs to. */
export interface Moment {
  readonly effect: ModelEffect
  readonly akamai: MemoryAkamai
  readonly snapshot: Snapshot
  /** When the fence let the effect pass, and when the record had last moved before: what comes after cannot stop it. */
  readonly fenced: readonly Snapshot[]
  readonly now: number
  readonly soakMs: number
  readonly freezes: readonly Freeze[]
  readonly holderOf: (lock: string) => string | undefined
  /** The effects before this one, and the intents under which they happened. */
  readonly before: readonly ModelEffect[]
  readonly intents: ReadonlySet<string>
}

const gates = ['asked', 'requested', 'queued', 'awaiting-production', 'awaiting-source', 'awaiting-revoke', 'held']

/** Or it stays as it is, named, because it may go back to nothing that works: whether it uses a token the look says. */
const isSettled = ({ state, trouble }: Target): boolean =>
  ['verified', 'dropped', 'restored'].includes(state) || trouble?.code === 'old-token-dead'

const isBack = ({ note }: MemoryEffect): boolean => note?.includes('back') === true

/** Versions with the token that a look of five minutes before the call would have seen. */
const usesSeen = ({ akamai, effect }: Moment, uuid: string): readonly string[] =>
  akamai
    .inUse()
    .filter(({ bytes, at }) => textIn(bytes).includes(uuid) && at < effect.sentAt - lookValidMs)
    .map(({ edgeWorkerId, network, version }) => `${edgeWorkerId} ${network} ${version}`)

const lastActivation = ({ akamai, now }: Moment, mark: string): number =>
  Math.max(
    0,
    ...akamai.deployments
      .ours()
      .filter(({ note }) => note.includes(` ${mark} `))
      .map(({ endsAt, fails }) => (fails || endsAt > now ? 0 : endsAt)),
  )

/** A token that is known to strangers is not left alive for a soak. */
const soakFor = ({ soakMs }: Moment, { plan, abandon }: ActionRecord): number =>
  plan.binding.options.compromised === true && abandon === undefined ? 0 : soakMs

const revocation = (moment: Moment, record: ActionRecord): readonly string[] => {
  const { effect, akamai, snapshot, now, before } = moment
  const token = akamai.tokens.get(effect.name)
  const isOld = effect.name === record.plan.binding.old?.name
  const overridden = isOld ? (record.override?.findings ?? []) : []
  const uses = token === undefined ? [] : usesSeen(moment, token.uuid).filter((use) => !overridden.includes(use))
  return [
    ...(uses.length > 0 ? [`${effect.name} is revoked while ${uses.join(', ')} uses it`] : []),
    ...(targetsOf(snapshot).every(isSettled) ? [] : [`${effect.name} is revoked before every target is settled`]),
    ...(now - lastActivation(moment, record.mark) >= soakFor(moment, record)
      ? []
      : [`${effect.name} is revoked before the soak is over`]),
    ...(isOld || before.some(({ kind, name }) => kind === 'create' && name === effect.name)
      ? []
      : [`${effect.name} is revoked, and the bot did not make it`]),
  ]
}

/** All of staging goes first; where the token is dead or compromised, one target of it. */
const isProven = (snapshot: Snapshot, record: ActionRecord): boolean => {
  const staging = targetsOf(snapshot).filter(({ network }) => network === 'STAGING')
  return staging.length === 0 || (isSideBySide(record) ? staging.some(isOut) : staging.every(isSettled))
}

const activation = ({ effect, akamai, fenced }: Moment, record: ActionRecord): readonly string[] => {
  const isUndoing = isBack(effect) || record.abandon !== undefined
  const [id = '', version = ''] = effect.name.split(' ')
  const old = record.plan.binding.old
  const heard = akamai.heard.get(`${effect.line} ${old?.name}`)
  // Who revokes it between the look and the call is not seen by anybody.
  const goesBackDead = isBack(effect) && old !== undefined && !akamai.tokens.has(old.name) && heard !== 'found'
  return [
    ...(effect.network === 'PRODUCTION' && !isUndoing && !fenced.some((one) => isProven(one, record))
      ? [`${effect.name} goes to production before staging is verified`]
      : []),
    ...(goesBackDead ? [`${effect.name} is activated again with a dead token`] : []),
    ...(version.includes(record.mark) || isUndoing ? [] : [`${id} gets ${version}, which the bot did not make`]),
  ]
}

const isSame = (a: ModelEffect, b: ModelEffect): boolean =>
  a.kind === b.kind && a.name === b.name && (a.kind !== 'refresh' || a.record === b.record)

/** What others have undone meanwhile may be done again. */
const once = ({ effect, before, akamai }: Moment): readonly string[] =>
  effect.kind !== 'activate' && before.some((one) => isSame(one, effect)) && !akamai.revokedByOthers.has(effect.name)
    ? [`${effect.kind} ${effect.name} happens twice`]
    : []

/** Whether that moment lies in a freeze. */
export const isIn = (freezes: readonly Freeze[], at: number): boolean =>
  freezes.some(({ fromMs, toMs }) => at >= fromMs && at < toMs)

/** No activation and no revocation is sent in a freeze; going back and broken glass pass. */
const inFreeze = ({ effect, freezes }: Moment, record: ActionRecord): readonly string[] => {
  const isHeldUp = effect.kind === 'revoke' || (effect.kind === 'activate' && !isBack(effect))
  const isFrozen = isIn(freezes, effect.sentAt) && record.breakGlass !== true
  return isHeldUp && isFrozen ? [`${effect.kind} ${effect.name} starts in a freeze`] : []
}

const lockOf = ({ kind, name }: MemoryEffect): string =>
  kind === 'upload' || kind === 'activate' ? `edgeworker:${name.split(' ')[0]}` : `token:${name}`

const unlocked = ({ effect, holderOf, snapshot }: Moment): readonly string[] => {
  const holder = holderOf(lockOf(effect))
  return holder === snapshot.record.value.id
    ? []
    : [`${effect.kind} ${effect.name} happens under the lock of ${holder ?? 'nobody'}`]
}

/** The part of the record that an effect is about. */
export const partOf = ({ kind, name, network }: MemoryEffect, snapshot: Snapshot): string => {
  const [id, version] = name.split(' ')
  if (kind === 'create') return `n:${name}`
  if (kind === 'activate') return `${id}-${network === 'STAGING' ? 'S' : 'P'}`
  if (kind !== 'upload') return recordPart
  return candidatesOf(snapshot).find((one) => one.edgeWorkerId === id && one.version === version)?.id ?? ''
}

/** Under which intent an effect happens; undefined when its worker has none. */
export const intentOf = ({ effect, snapshot }: Pick<Moment, 'effect' | 'snapshot'>): string | undefined => {
  const part = partOf(effect, snapshot)
  const held = part === recordPart ? snapshot.record : snapshot.parts.get(part)
  return held?.claim === effect.worker ? `${snapshot.record.value.id} ${part} ${held.ver} ${effect.name}` : undefined
}

const unintended = (moment: Moment): readonly string[] => {
  const { kind, name } = moment.effect
  const intent = intentOf(moment)
  if (intent === undefined) return [`${kind} ${name} happens without an intent`]
  return moment.intents.has(intent) ? [`${kind} ${name} happens twice under one intent`] : []
}

/** Every rule that this effect breaks, as sentences. */
export const broken = (moment: Moment): readonly string[] => {
  const record = moment.snapshot.record.value
  const { kind, name } = moment.effect
  return [
    ...(gates.includes(record.state) ? [`${kind} ${name} happens at the gate ${record.state}`] : []),
    ...once(moment),
    ...unlocked(moment),
    ...unintended(moment),
    ...inFreeze(moment, record),
    ...(kind === 'revoke' ? revocation(moment, record) : []),
    ...(kind === 'activate' ? activation(moment, record) : []),
  ]
}
