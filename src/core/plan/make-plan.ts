import { inParallel } from '../inventory/in-parallel.ts'
import type { InventoryToken } from '../inventory/inventory.ts'
import { resolveToken } from '../inventory/resolve-token.ts'
import { type Scan, type ScanTools, scan } from '../inventory/scan.ts'
import type { Inventories } from '../ports/inventories.ts'
import type { Quota } from '../ports/quota.ts'
import type { Records } from '../ports/records.ts'
import { type Generation, generationOf } from '../token/token.ts'
import type { Ask } from './ask.ts'
import { bindCreate, bindToken } from './bind-other.ts'
import { bindRotation, candidatesOf } from './bind-rotation.ts'
import { digestOf } from './digest.ts'
import { dryRun } from './dry-run.ts'
import { findingsOf } from './findings-of.ts'
import { allLocks } from './locks.ts'
import type { Binding, Plan } from './plan.ts'
import type { BindingFacts, FindingFacts } from './plan-facts.ts'
import type { RotationSettings } from './rotation-settings.ts'

export interface PlanTools extends ScanTools {
  readonly inventories: Inventories
  readonly records: Records
  readonly quota: Quota
  readonly settings: RotationSettings
  readonly generation: Generation
  readonly helperVersion?: string
  ownerOf(account: string, token: Pick<InventoryToken, 'name' | 'scope'>): string
}

export type Planned =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'unknown-token'; readonly name: string; readonly known: readonly string[] }
  /** Only `<name>_stg` and `<name>_prd` exist: which one? */
  | { readonly kind: 'halves'; readonly names: readonly string[] }
  /** A dead token whose scope nobody remembers. */
  | { readonly kind: 'scope-unknown'; readonly name: string }
  /** The token refreshes itself: refresh it in place (no deployment), or replace it? */
  | { readonly kind: 'refresh-or-replace'; readonly name: string }
  | { readonly kind: 'name-taken'; readonly name: string }
  | { readonly kind: 'not-refreshable'; readonly name: string }

type Bound = { readonly binding: Binding; readonly facts: BindingFacts }

const reservedNames = async (tools: PlanTools, account: string, except?: string): Promise<readonly string[]> =>
  (await tools.records.open(account))
    .filter((record) => record.id !== except && record.state !== 'asked')
    .flatMap((record) => (record.plan.binding.new ?? []).map((token) => token.name))

const isDead = (token: InventoryToken): boolean => token.expired

const bind = (ask: Ask, facts: BindingFacts): Bound | Exclude<Planned, { kind: 'plan' }> => {
  if (ask.action === 'create') {
    const taken = facts.scan.inventory.tokens.some((token) => token.name === ask.token && !token.expired)
    return taken ? { kind: 'name-taken', name: ask.token } : { binding: bindCreate(ask, facts), facts }
  }
  const resolved = resolveToken(facts.scan.inventory, ask.token)
  if (resolved.kind === 'halves') return resolved
  if (resolved.kind === 'unknown')
    return { kind: 'unknown-token', name: ask.token, known: facts.scan.inventory.tokens.map((token) => token.name) }
  const { token } = resolved
  const known: BindingFacts = { ...facts, token, dead: isDead(token) }
  if (ask.action === 'refresh' || ask.action === 'revoke') {
    const refreshable = generationOf(token) === 'auto-refreshing' && !token.expired
    if (ask.action === 'refresh' && !refreshable) return { kind: 'not-refreshable', name: token.name }
    return { binding: bindToken(ask.action, known, token), facts: known }
  }
  if (generationOf(token) === 'auto-refreshing' && !token.expired && ask.replace !== true && ask.compromised !== true)
    return { kind: 'refresh-or-replace', name: token.name }
  if (token.scope === undefined) return { kind: 'scope-unknown', name: token.name }
  return { binding: bindRotation(ask, known, token, token.scope), facts: known }
}

const bindingFacts = async (tools: PlanTools, ask: Ask, seen: Scan, except?: string): Promise<BindingFacts> => ({
  now: tools.now(),
  account: ask.account,
  generation: tools.generation,
  scan: seen,
  dead: false,
  reserved: await reservedNames(tools, ask.account, except),
  ...(tools.helperVersion === undefined ? {} : { helperVersion: tools.helperVersion }),
})

const findingFacts = async (tools: PlanTools, { binding, facts }: Bound): Promise<FindingFacts> => {
  const ids = [...new Set(binding.targets.map((target) => target.edgeWorkerId))]
  const lists = await inParallel(ids, 6, (id) => tools.edgeWorkers.listProperties(id))
  return {
    ...facts,
    owner: tools.ownerOf(facts.account, facts.token ?? { name: binding.new?.[0]?.name ?? '' }),
    settings: tools.settings,
    properties: Object.fromEntries(ids.map((id, n) => [id, lists[n]?.properties.map((one) => one.propertyName) ?? []])),
    partial: ids.filter((_, n) => lists[n]?.partial === true),
    activationsLeft: await tools.quota.activationsLeft(facts.account),
    holders: await tools.records.holderOf(facts.account, allLocks(binding)),
    rewrites: await inParallel(candidatesOf(binding.targets), 4, (candidate) => dryRun(tools, binding, candidate)),
  }
}

const look = async (tools: PlanTools, account: string): Promise<Scan> => {
  const seen = await scan(tools, account, await tools.inventories.load(account))
  await tools.inventories.save(seen.inventory)
  return seen
}

/** Makes the plan of what was asked, from a scan made now. Throws an `OutsideFailure` when Akamai cannot be read. */
export const makePlan = async (tools: PlanTools, ask: Ask): Promise<Planned> => {
  const bound = bind(ask, await bindingFacts(tools, ask, await look(tools, ask.account)))
  if ('kind' in bound) return bound
  const findings = findingsOf(await findingFacts(tools, bound), bound.binding)
  return { kind: 'plan', plan: { binding: bound.binding, digest: digestOf(bound.binding), findings } }
}

/**
 * Makes only the binding part again, for the request `id`, from a scan made now: has anything that was approved moved?
 * Undefined when no plan can be made any more.
 */
export const rebind = async (tools: PlanTools, ask: Ask, id: string): Promise<Binding | undefined> => {
  const bound = bind(ask, await bindingFacts(tools, ask, await look(tools, ask.account), id))
  return 'kind' in bound ? undefined : bound.binding
}
