import { movedTargets } from '../../../../src/core/plan/bind-retry.ts'
import { digestOf } from '../../../../src/core/plan/digest.ts'
import type { Binding, Findings, Kinship, PlannedTarget } from '../../../../src/core/plan/plan.ts'
import type { NewRecord, Snapshot } from '../../../../src/core/ports/records.ts'
import type { ActionRecord } from '../../../../src/core/request/record.ts'
import { newRecord } from '../../../../src/core/rotation/new-record.ts'
import { networks } from '../../../../src/core/token/network.ts'
import type { MemoryAkamai } from '../../../fakes/akamai/memory-akamai.ts'
import { childIn, textIn } from '../../../fakes/akamai/text-in.ts'
import { oldUuid } from '../../bundle/support/samples.ts'
import { from, person, requested } from '../../request/record-fixture.ts'
import { cartUuid, checksumOf, scopeOf } from './bundles.ts'
import type { Scenario } from './scenario.ts'

/** The rotation itself, and what others may ask for beside it. */
export const kinds = ['rotate', 'same-token', 'same-edgeworker', 'revoke', 'refresh', 'create', 'retry'] as const
export type Kind = (typeof kinds)[number]

const tokens = { shop: { name: 'shop', uuid: oldUuid }, cart: { name: 'cart', uuid: cartUuid } } as const

interface Outline {
  readonly action: Binding['action']
  readonly old?: keyof typeof tokens
  readonly made?: string
}

const outlines: Readonly<Record<Kind, Outline>> = {
  rotate: { action: 'rotate', old: 'shop', made: 'shop_r2' },
  'same-token': { action: 'rotate', old: 'shop', made: 'shop_r3' },
  'same-edgeworker': { action: 'rotate', old: 'cart', made: 'cart_r2' },
  revoke: { action: 'revoke', old: 'cart' },
  refresh: { action: 'refresh', old: 'cart' },
  create: { action: 'create', made: 'fresh' },
  retry: { action: 'retry', old: 'shop', made: 'shop_r2' },
}

type Where = Pick<PlannedTarget, 'edgeWorkerId' | 'network' | 'baseVersion'>

/** Where the old token is live now. */
const livePlaces = (akamai: MemoryAkamai, uuid: string): readonly Where[] =>
  akamai.deployments.places().flatMap(({ edgeWorkerId, network }) => {
    const live = akamai.deployments.live(edgeWorkerId, network)
    const isUsed = live !== undefined && textIn(akamai.bytesOf(edgeWorkerId, live.version)).includes(uuid)
    return isUsed ? [{ edgeWorkerId, network, baseVersion: live.version }] : []
  })

/** What somebody else deployed under a held rotation: what is live, or what ours replaced unseen. */
const movedPlaces = (akamai: MemoryAkamai, parent: Snapshot, uuid: string): readonly Where[] =>
  movedTargets(parent).flatMap(({ edgeWorkerId, network, overwrote }) => {
    const version = overwrote ?? akamai.deployments.live(edgeWorkerId, network)?.version ?? ''
    return textIn(akamai.bytesOf(edgeWorkerId, version)).includes(uuid)
      ? [{ edgeWorkerId, network, baseVersion: version }]
      : []
  })

const placesOf = (kind: Kind, akamai: MemoryAkamai, parent: Snapshot | undefined): readonly Where[] => {
  const { action, old } = outlines[kind]
  if (old === undefined || action === 'revoke' || action === 'refresh') return []
  if (kind !== 'retry') return livePlaces(akamai, tokens[old].uuid)
  return parent === undefined ? [] : movedPlaces(akamai, parent, tokens[old].uuid)
}

const bindingOf = (kind: Kind, akamai: MemoryAkamai, token: Scenario['token'], parent?: Snapshot): Binding => {
  const { action, old, made } = outlines[kind]
  const namespace = old ?? 'shop'
  const key = `namespace-${namespace}`
  return {
    v: 1,
    account: 'acme',
    action,
    ...(old === undefined ? {} : { old: tokens[old] }),
    ...(made === undefined ? {} : { new: [{ name: made, generation: 'auto-refreshing', scope: scopeOf(namespace) }] }),
    targets: placesOf(kind, akamai, parent).map((where) => ({
      ...where,
      baseChecksum: checksumOf(akamai.bytesOf(where.edgeWorkerId, where.baseVersion)),
      entries: [{ path: 'edgekv_tokens.js', key, from: namespace, to: made ?? '' }],
    })),
    options: token === 'alive' || old !== 'shop' ? {} : { [token]: true },
  }
}

const familyIn = (akamai: MemoryAkamai): readonly Kinship[] =>
  networks.flatMap((network) => {
    const live = akamai.deployments.live('2', network)
    const child = live === undefined ? undefined : childIn(akamai.bytesOf('2', live.version))
    return child === undefined ? [] : [{ network, child, parent: '2' }]
  })

const findingsOf = (binding: Binding, akamai: MemoryAkamai, hasSource: boolean, now: number): Findings => {
  const { old, targets } = binding
  const source = { edgeWorkerId: '1', path: 'edgekv_tokens.js', key: 'namespace-shop', tokenName: 'shop_r2' }
  return {
    ...requested().plan.findings,
    madeAt: now,
    source: hasSource && targets.length > 0 ? [source] : [],
    family: familyIn(akamai),
    ...(old === undefined ? {} : { oldScope: scopeOf(old.name), oldGeneration: 'auto-refreshing' }),
  }
}

const hour = 3_600_000
const lapseAfterMs = 48 * hour

/** Waiting for votes, approved by Ben (and Cho), or without any vote. */
const startedAs = (record: ActionRecord, start: Scenario['start'], now: number): ActionRecord => {
  const lapsesAt = now + lapseAfterMs
  if (start === 'requested') return { ...record, state: 'requested', requestedAt: now, lapsesAt }
  const decided: ActionRecord = { ...record, state: 'approved', requestedAt: now, decidedAt: now, lapsesAt }
  if (start === 'broken-glass') return { ...decided, breakGlass: true, review: { by: now + 24 * hour } }
  const voters = ['ben', 'cho'].slice(0, record.policy.approvals).map((name) => person(name))
  return { ...decided, votes: voters.map((one) => ({ kind: 'approve', person: one, by: from(one), at: now })) }
}

export interface Asking {
  readonly id: string
  readonly kind: Kind
  readonly akamai: MemoryAkamai
  readonly scenario: Scenario
  readonly now: number
  /** The held rotation that a retry is about. */
  readonly parent?: Snapshot
}

/** One mark for each kind, as every run's versions hold the same bytes. */
const markOf = (kind: Kind): string => `k7qx4${kinds.indexOf(kind) + 2}`

/** The request as it is once asked, with the plan of what is live now; nothing where there is nothing to do. */
export const asked = ({ id, kind, akamai, scenario, now, parent }: Asking): NewRecord | undefined => {
  const binding = bindingOf(kind, akamai, scenario.token, parent)
  if (binding.targets.length === 0 && ['rotate', 'retry'].includes(binding.action)) return undefined
  const ana = person('ana')
  const made = newRecord({
    id,
    mark: markOf(kind),
    ask: {
      action: binding.action,
      account: 'acme',
      token: binding.old?.name ?? 'fresh',
      ...(parent === undefined ? {} : { parent: parent.record.value.id }),
    },
    plan: { binding, digest: digestOf(binding), findings: findingsOf(binding, akamai, scenario.source, now) },
    policy: { ...requested().policy, lapseAfterMs, approvals: scenario.approvals },
    person: ana,
    from: from(ana),
    now,
  })
  const start = kind !== 'rotate' && scenario.start === 'broken-glass' ? 'approved' : scenario.start
  return { ...made, record: startedAs(made.record, start, now) }
}
