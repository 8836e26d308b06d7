import { findByCredential } from '../edgekv/token-state.ts'
import { type Account, type EdgeWorker, type Network, networks, type World } from '../world/world.ts'
import { type FailureReason, failuresOf } from './credential-failure.ts'
import { servedOn, usesOf } from './edge-timeline.ts'

/** A time during which one namespace of one EdgeWorker answered 401. `to` is null while it lasts. Virtual milliseconds. */
export interface OutageInterval {
  readonly from: number
  readonly to: number | null
  readonly reason: FailureReason
  readonly namespace: string
  readonly version: string
  readonly tokenName: string | undefined
}

export interface EdgeWorkerOutage {
  readonly account: string
  readonly edgeWorkerId: number
  readonly network: Network
  readonly count: number
  readonly byReason: Readonly<Record<string, number>>
  readonly intervals: readonly OutageInterval[]
}

/** Every 401 at the edges between two moments, computed from what was served when: nobody has to poll. */
export const measureOutage = (world: World, since: number, now: number): EdgeWorkerOutage[] =>
  world.accounts.flatMap((account) =>
    [...account.edgeWorkers.values()].flatMap((edgeWorker) =>
      networks
        .map((network) => measureOne(account, edgeWorker, network, since, now))
        .filter((outage) => outage.count > 0),
    ),
  )

const measureOne = (
  account: Account,
  edgeWorker: EdgeWorker,
  network: Network,
  since: number,
  now: number,
): EdgeWorkerOutage => {
  const found = joined(rawIntervals(account, edgeWorker, network)).flatMap((interval) => clip(interval, since, now))
  const byReason: Record<string, number> = {}
  for (const { reason } of found) byReason[reason] = (byReason[reason] ?? 0) + 1
  const facts = { account: account.name, edgeWorkerId: edgeWorker.id, network }
  return { ...facts, count: found.length, byReason, intervals: found }
}

type Raw = Omit<OutageInterval, 'to'> & { readonly to: number }

const rawIntervals = (account: Account, edgeWorker: EdgeWorker, network: Network): Raw[] =>
  servedOn(edgeWorker, network).flatMap((served) =>
    usesOf(account, edgeWorker, network, served.live).flatMap(({ entry, use }) =>
      failuresOf(account, entry, use)
        .map((failure) => ({
          from: Math.max(failure.from, served.from),
          to: Math.min(failure.to, served.to),
          reason: failure.reason,
          namespace: entry.key.slice('namespace-'.length),
          version: served.live.version ?? '',
          tokenName: findByCredential(account, entry)?.name ?? entry.name,
        }))
        .filter((interval) => interval.from < interval.to),
    ),
  )

/** A new version with the same dead token goes on with the same outage. */
const joined = (intervals: readonly Raw[]): Raw[] => {
  const result: Raw[] = []
  for (const interval of intervals) {
    const at = result.findIndex((known) => known.to === interval.from && keyOf(known) === keyOf(interval))
    const former = result[at]
    if (former === undefined) result.push(interval)
    else result[at] = { ...former, to: interval.to }
  }
  return result.sort((a, b) => a.from - b.from)
}

const keyOf = (interval: Raw): string => `${interval.namespace} ${interval.reason} ${interval.tokenName ?? ''}`

const clip = (interval: Raw, since: number, now: number): OutageInterval[] => {
  if (interval.from > now || interval.to <= since) return []
  return [{ ...interval, from: Math.max(interval.from, since), to: interval.to > now ? null : interval.to }]
}
