import { type Credential, entriesWith } from '../inventory/credential.ts'
import { readContents } from '../inventory/read-contents.ts'
import type { LiveBundle } from '../inventory/scan.ts'
import type { Snapshot } from '../ports/records.ts'
import type { Ask } from './ask.ts'
import { byIdThenNetwork, helperOf, targetOf } from './bind-rotation.ts'
import { movedCodes } from './moved-codes.ts'
import type { Binding } from './plan.ts'
import { type BindingFacts, isRead, type ReadBundle } from './plan-facts.ts'
import type { PlanTools } from './plan-tools.ts'
import type { Bound, NoPlan } from './planned.ts'

type Part = NonNullable<ReturnType<Snapshot['parts']['get']>>['value']
type Moved = Extract<Part, { kind: 'target' }>

/** The targets of a held rotation under which somebody else deployed. */
export const movedTargets = (snapshot: Snapshot): readonly Moved[] =>
  [...snapshot.parts.values()]
    .map((held) => held.value)
    .filter((part) => part.kind === 'target')
    .filter((target) => movedCodes.includes(target.trouble?.code ?? ''))

/** What is rewritten there now: what is live, or the foreign version that ours replaced unseen. */
const baseOf = async (tools: PlanTools, facts: BindingFacts, target: Moved): Promise<LiveBundle | undefined> => {
  const live = facts.scan.live.find(
    ({ activation }) => activation.edgeWorkerId === target.edgeWorkerId && activation.network === target.network,
  )
  if (live === undefined || target.overwrote === undefined) return live
  const version = target.overwrote
  const contents = await readContents(tools, facts.account, target.edgeWorkerId, version)
  return { activation: { ...live.activation, version }, ...(contents === undefined ? {} : { contents }) }
}

const credentialOf = ({ plan }: Snapshot['record']['value']): Credential | undefined => {
  const { old } = plan.binding
  const { oldFingerprint } = plan.findings
  return old === undefined
    ? undefined
    : { ...old, ...(oldFingerprint === undefined ? {} : { fingerprint: oldFingerprint }) }
}

const basesOf = async (tools: PlanTools, facts: BindingFacts, snapshot: Snapshot): Promise<readonly ReadBundle[]> => {
  const bases: ReadBundle[] = []
  for (const target of movedTargets(snapshot)) {
    const base = await baseOf(tools, facts, target)
    if (base !== undefined && isRead(base)) bases.push(base)
  }
  return bases
}

const bindingFor = (
  snapshot: Snapshot,
  facts: BindingFacts,
  bases: readonly ReadBundle[],
  token: Credential,
): Binding => {
  const { account, old, new: made, options } = snapshot.record.value.plan.binding
  const users = bases.filter(({ contents }) => entriesWith(contents, token).length > 0)
  const targets = users.map((user) => targetOf(token, made?.[0]?.name ?? '', user)).sort(byIdThenNetwork)
  return {
    v: 1,
    account,
    action: 'retry',
    ...(old === undefined ? {} : { old }),
    ...(made === undefined ? {} : { new: made }),
    targets,
    ...(made?.[0]?.generation === 'auto-refreshing' ? helperOf(facts, users) : {}),
    options,
  }
}

/**
 * The binding part of `retry`: what others deployed under a held rotation and still uses the old token. `nothing-moved`
 * when nothing of that is left to approve: then the rotation may go on by itself.
 */
export const bindRetry = async (tools: PlanTools, ask: Ask, facts: BindingFacts): Promise<Bound | NoPlan> => {
  const id = ask.parent ?? ''
  const snapshot = await tools.records.load({ account: ask.account, id })
  const token = snapshot === undefined ? undefined : credentialOf(snapshot.record.value)
  if (snapshot?.record.value.state !== 'held' || token === undefined) return { kind: 'nothing-moved', id }
  const binding = bindingFor(snapshot, facts, await basesOf(tools, facts, snapshot), token)
  if (binding.targets.length === 0) return { kind: 'nothing-moved', id }
  const known = facts.scan.inventory.tokens.find((one) => one.uuid === token.uuid)
  return { binding, facts: known === undefined ? facts : { ...facts, token: known } }
}
