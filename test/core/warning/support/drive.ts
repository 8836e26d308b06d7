import { decide } from '../../../../src/core/warning/decide.ts'
import type { Entry } from '../../../../src/core/warning/entry.ts'
import { emptyLedger, type LedgerState } from '../../../../src/core/warning/ledger-state.ts'
import { messageIdOf } from '../../../../src/core/warning/message-id.ts'
import { dueEntries, told } from '../../../../src/core/warning/telling.ts'
import type { Watched } from '../../../../src/core/warning/watched.ts'
import type { Told } from './oracle.ts'
import { settings } from './settings.ts'
import type { Trace, TraceToken } from './trace.ts'

const dayMs = 86_400_000

export const watchedOf = (token: TraceToken): Watched => ({
  account: 'acme',
  token: token.name,
  uuid: token.uuid,
  namespaces: ['marketing'],
  groups: [],
  life: { kind: 'expiring', diesAt: Date.parse(`${token.expiry}T00:00:00Z`) + dayMs },
  usedOn: token.usedOn,
  certain: true,
})

/** What a restart leaves: what was written down. */
const reread = (ledger: LedgerState): LedgerState => {
  const cases: [string, readonly Entry[]][] = JSON.parse(JSON.stringify([...ledger.cases]))
  return { ...JSON.parse(JSON.stringify({ ...ledger, cases: undefined })), cases: new Map(cases) }
}

export const lineOf = ({ kind, threshold }: Entry): string => (kind === 'expiring' ? `${threshold}d` : kind)

/** Plays a trace through the code that watches, and gives what it told to the owner's channel. */
export const drive = (trace: Trace): readonly Told[] => {
  const how = settings({ thresholds: trace.thresholds, digestAt: trace.digestAt })
  const byBirth = trace.tokens
    .toSorted((a, b) => a.born - b.born)
    .map((token) => ({ token, watched: watchedOf(token) }))
  let ledger = emptyLedger('acme')
  let alive: typeof byBirth = []
  let next = 0
  const all: Told[] = []
  for (const { real, now, restart } of trace.moments) {
    if (restart) ledger = reread(ledger)
    for (; (byBirth[next]?.token.born ?? Number.POSITIVE_INFINITY) <= real; next += 1)
      alive.push(...byBirth.slice(next, next + 1))
    alive = alive.filter(({ token }) => real < token.gone)
    ledger = decide(
      alive.map(({ watched }) => watched),
      ledger,
      now,
      how,
    ).ledger
    const due = dueEntries(ledger, now)
    for (const entry of due)
      if (entry.destination !== 'page') all.push({ uuid: entry.uuid, line: lineOf(entry), at: now })
    const messages = Map.groupBy(due, (entry) => messageIdOf(entry, now, trace.digestAt))
    for (const [message, entries] of messages) ledger = told(ledger, entries, message, now).ledger
  }
  return all
}
