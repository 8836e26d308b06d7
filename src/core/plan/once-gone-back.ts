import { readContents } from '../inventory/read-contents.ts'
import { resolveToken } from '../inventory/resolve-token.ts'
import type { LiveBundle, Scan } from '../inventory/scan.ts'
import type { Snapshot } from '../ports/records.ts'
import type { Ask } from './ask.ts'
import { standingOf } from './holder.ts'
import type { PlanTools } from './plan-tools.ts'

type Part = NonNullable<ReturnType<Snapshot['parts']['get']>>['value']
type Target = Extract<Part, { kind: 'target' }>
type Open = Snapshot['record']['value']

/** It has begun with the same token, or is on its way back already: what it activated does not stay. */
const makesWay = (record: Open, uuid: string): boolean =>
  record.startedAt !== undefined && standingOf(record, uuid) !== 'other'

const isTarget = (part: Part): part is Target => part.kind === 'target'

/** The target that has put there what is live, if any. */
const behind = ({ parts }: Snapshot, { activation }: LiveBundle): Target | undefined =>
  [...parts.values()]
    .map((held) => held.value)
    .filter(isTarget)
    .find((target) => {
      const candidate = parts.get(target.candidate)?.value
      const ours = [candidate?.kind === 'candidate' ? candidate.version : undefined, target.standsOn]
      const isThere = target.edgeWorkerId === activation.edgeWorkerId && target.network === activation.network
      return isThere && ours.includes(activation.version)
    })

const goneBack = async (
  tools: PlanTools,
  account: string,
  holders: readonly Snapshot[],
  live: LiveBundle,
): Promise<LiveBundle> => {
  const target = holders.map((holder) => behind(holder, live)).find((one) => one !== undefined)
  if (target === undefined) return live
  const version = target.overwrote ?? target.baseVersion
  const { contents: _contents, ...rest } = live
  const contents = await readContents(tools, account, target.edgeWorkerId, version)
  return { ...rest, activation: { ...live.activation, version }, ...(contents === undefined ? {} : { contents }) }
}

/**
 * What a leaked token's plan is made of: the account as it is once the rotations in the way have gone back. The request
 * waits for them in the queue, and by then that is what is there.
 */
export const onceGoneBack = async (tools: PlanTools, ask: Ask, seen: Scan): Promise<Scan> => {
  const resolved = ask.compromised === true ? resolveToken(seen.inventory, ask.token) : undefined
  if (resolved?.kind !== 'token') return seen
  const { uuid } = resolved.token
  const open = (await tools.records.open(ask.account)).filter((record) => makesWay(record, uuid))
  const holders: Snapshot[] = []
  for (const { account, id } of open) {
    const holder = await tools.records.load({ account, id })
    if (holder !== undefined) holders.push(holder)
  }
  if (holders.length === 0) return seen
  const live: LiveBundle[] = []
  for (const one of seen.live) live.push(await goneBack(tools, ask.account, holders, one))
  return { ...seen, live }
}
