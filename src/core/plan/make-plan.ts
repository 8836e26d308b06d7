import { inParallel } from '../inventory/in-parallel.ts'
import { type Owned, ownedIn, toBeOwned } from '../inventory/owned.ts'
import type { Scan } from '../inventory/scan.ts'
import type { Ask } from './ask.ts'
import { bind } from './bind.ts'
import { candidatesOf } from './bind-rotation.ts'
import { digestOf } from './digest.ts'
import { dryRun } from './dry-run.ts'
import { findingsOf } from './findings-of.ts'
import { hiddenNamespaces } from './hidden-namespaces.ts'
import { type Holder, standingOf } from './holder.ts'
import { allLocks } from './locks.ts'
import { onceGoneBack } from './once-gone-back.ts'
import { parentFacts } from './parent-facts.ts'
import type { Binding, Plan } from './plan.ts'
import type { BindingFacts, FindingFacts } from './plan-facts.ts'
import type { PlanTools } from './plan-tools.ts'
import type { Bound, Planned } from './planned.ts'
import { rescan, rescanFor } from './rescan.ts'

interface Asking {
  readonly id: string
  readonly requestedAt?: number
  readonly startedAt?: number
}

/** What has begun holds its names already. */
const isBefore = (one: Asking, own: Asking): boolean => {
  if (one.startedAt !== undefined) return true
  const later = (one.requestedAt ?? 0) - (own.requestedAt ?? 0)
  return later < 0 || (later === 0 && Number(one.id.slice(1)) < Number(own.id.slice(1)))
}

/**
 * New names that open requests will use, or do; a plan that only its asker knows reserves none. For the request `id` itself
 * those of the earlier ones: who asked first keeps the name.
 */
export const reservedNames = async (
  tools: Pick<PlanTools, 'records'>,
  account: string,
  id?: string,
): Promise<readonly string[]> => {
  const open = (await tools.records.open(account)).filter(({ state }) => state !== 'asked')
  const own = open.find((record) => record.id === id)
  return open
    .filter((record) => record.id !== id && (own === undefined || isBefore(record, own)))
    .flatMap(({ plan }) => (plan.binding.new ?? []).map(({ name }) => name))
}

const bindingFacts = async (tools: PlanTools, ask: Ask, seen: Scan, except?: string): Promise<BindingFacts> => ({
  now: tools.now(),
  account: ask.account,
  generation: tools.generation,
  scan: await onceGoneBack(tools, ask, seen),
  dead: false,
  reserved: await reservedNames(tools, ask.account, except),
  ...(tools.helperVersion === undefined ? {} : { helperVersion: tools.helperVersion }),
})

/** Who else is at work on the same tokens and EdgeWorkers; a retry runs under its parent's locks. */
const holdersOf = async (tools: PlanTools, ask: Ask, binding: Binding): Promise<FindingFacts['holders']> => {
  const held = Object.entries(await tools.records.holderOf(ask.account, allLocks(binding)))
  const others = held.filter(([, id]) => id !== ask.parent)
  const open = others.length === 0 ? [] : await tools.records.open(ask.account)
  const holderOf = (id: string): Holder => {
    const record = open.find((one) => one.id === id)
    return { id, standing: record === undefined ? 'other' : standingOf(record, binding.old?.uuid) }
  }
  return Object.fromEntries(others.map(([lock, id]) => [lock, holderOf(id)]))
}

const askedAlready = async (tools: PlanTools, ask: Ask): Promise<string | undefined> => {
  if (ask.parent === undefined) return undefined
  const open = await tools.records.open(ask.account)
  return open.find((record) => record.parent === ask.parent && record.state !== 'asked')?.id
}

const waiting: readonly string[] = ['requested', 'approved', 'queued']

/** Whoever asks after them should know: of two that are approved, the second one finds nothing left to do. */
const askedBefore = async (tools: PlanTools, ask: Ask, { old }: Binding): Promise<readonly string[]> => {
  if (old === undefined || ask.parent !== undefined) return []
  const open = await tools.records.open(ask.account)
  return open.flatMap(({ id, state, plan }) =>
    waiting.includes(state) && plan.binding.old?.uuid === old.uuid ? [id] : [],
  )
}

/** The old token first, then those that are made. */
const ownedOf = ({ binding, facts }: Bound): readonly Owned[] => {
  const { inventory } = facts.scan
  const made = (binding.new ?? []).map((token) => toBeOwned(inventory, token))
  return facts.token === undefined ? made : [ownedIn(inventory)(facts.token), ...made]
}

const findingFacts = async (tools: PlanTools, ask: Ask, { binding, facts }: Bound): Promise<FindingFacts> => {
  const ids = [...new Set(binding.targets.map((target) => target.edgeWorkerId))]
  const lists = await inParallel(ids, 6, (id) => tools.edgeWorkers.listProperties(id))
  const already = await askedAlready(tools, ask)
  const whose = ownedOf({ binding, facts })
  return {
    ...facts,
    owner: tools.ownerOf(facts.account, whose[0] ?? { name: '', groups: [] }),
    groups: [...new Set(whose.flatMap(({ groups }) => groups))],
    settings: tools.settings,
    properties: Object.fromEntries(ids.map((id, n) => [id, lists[n]?.properties.map((one) => one.propertyName) ?? []])),
    parents: await parentFacts(tools, facts, binding),
    partial: ids.filter((_, n) => lists[n]?.partial === true),
    hiddenNamespaces: await hiddenNamespaces(tools.edgeKv, facts.token?.scope ?? binding.new?.[0]?.scope),
    storeBlockers: ask.parent === undefined ? ((await tools.storeBlockers?.()) ?? []) : [],
    activations: await tools.quota.activationsToday(facts.account),
    holders: await holdersOf(tools, ask, binding),
    askedBefore: await askedBefore(tools, ask, binding),
    ...(ask.expiry === undefined ? {} : { askedExpiry: ask.expiry }),
    ...(already === undefined ? {} : { askedAlready: already }),
    rewrites: await inParallel(candidatesOf(binding.targets), 4, (candidate) => dryRun(tools, binding, candidate)),
  }
}

/** Makes the plan of what was asked, from a scan made now. Throws an `OutsideFailure` when Akamai cannot be read. */
export const makePlan = async (tools: PlanTools, ask: Ask): Promise<Planned> => {
  const bound = await bind(tools, ask, await bindingFacts(tools, ask, await rescan(tools, ask.account)))
  if ('kind' in bound) return bound
  const findings = findingsOf(await findingFacts(tools, ask, bound), bound.binding)
  return { kind: 'plan', plan: { binding: bound.binding, digest: digestOf(bound.binding), findings } }
}

/** A default that depends on today was approved as it was on the day of the plan. */
const asApproved = (ask: Ask, approved: Binding): Ask => {
  const expiry = approved.new?.[0]?.expiry
  return expiry === undefined || approved.action === 'adopt' ? ask : { ...ask, expiry }
}

interface Approved {
  readonly ask: Ask
  readonly id: string
  readonly plan: Plan
}

const bindAgain = async (tools: PlanTools, { ask, id, plan }: Approved, seen: Scan): Promise<Binding | undefined> => {
  const [made] = plan.binding.new ?? []
  const facts = {
    ...(await bindingFacts(tools, ask, seen, id)),
    ...(made === undefined ? {} : { approvedName: made.name }),
  }
  const bound = await bind(tools, asApproved(ask, plan.binding), facts)
  return 'kind' in bound ? undefined : bound.binding
}

/**
 * Makes only the binding part again, for the request `id` that was approved, from a scan made now (`seen`): has anything
 * moved? Undefined when no plan can be made any more. Namespaces, which bind nothing, are not asked for.
 */
export const rebind = (tools: PlanTools, approved: Approved, seen?: Scan): Promise<Binding | undefined> =>
  seen === undefined
    ? rescanFor(tools, approved.ask.account, { namespaces: true }, (now) => bindAgain(tools, approved, now))
    : bindAgain(tools, approved, seen)
