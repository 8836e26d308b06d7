import type { Ledger } from '../ports/ledger.ts'
import { changeLedger, type LedgerMove, type LedgerTools } from './change-ledger.ts'
import { matterOf, urgencyOf } from './crossing.ts'
import { pageName } from './destination-name.ts'
import { type Entry, isOver } from './entry.ts'
import { allEntries, type LedgerState } from './ledger-state.ts'
import { messageIdOf, pageIdOf } from './message-id.ts'
import { dueEntries } from './telling.ts'

/** A message takes its way through queue and platform; what is late by this needs help. */
const graceMs = 5 * 60_000
/** What was told longer ago is not looked for any more. */
const lookBackMs = 7 * 86_400_000

/** What the auditor found. */
export interface Audited {
  /** Messages that are owed for too long: owed once more. */
  readonly late: readonly string[]
  /** Entries that count as told, but stand nowhere: told again. */
  readonly lost: readonly Entry[]
  /** When it was last decided what is owed; undefined for a ledger without a beginning. */
  readonly decidedAt: number | undefined
}

const lateMessages = (ledger: LedgerState, now: number, digestAt: number): readonly string[] => {
  const due = dueEntries(ledger, now - graceMs).map((entry) => messageIdOf(entry, now, digestAt))
  const pages = allEntries(ledger).flatMap((entry) => (entry.pagerOwed === undefined ? [] : [pageIdOf(entry)]))
  return [...new Set([...due, ...pages])]
}

const shouldStand = (entry: Entry, now: number): boolean =>
  entry.destination !== pageName && entry.state === 'sent' && (entry.toldAt ?? 0) > now - lookBackMs

/** What something more urgent stands for by now needs no second telling. */
const isTop = (entry: Entry, { cases }: LedgerState): boolean =>
  !(cases.get(entry.uuid) ?? []).some(
    (other) =>
      other.destination === entry.destination &&
      matterOf(other) === matterOf(entry) &&
      other.date === entry.date &&
      !isOver(other) &&
      urgencyOf(other) < urgencyOf(entry),
  )

const lostEntries = async (ports: Ledger, ledger: LedgerState, now: number): Promise<readonly Entry[]> => {
  const told = allEntries(ledger).filter((entry) => shouldStand(entry, now) && isTop(entry, ledger))
  const lost: Entry[] = []
  for (const [message, entries] of Map.groupBy(told, (entry) => entry.message))
    if (message === undefined || (await ports.places(message)).length === 0) lost.push(...entries)
  return lost
}

const owedAnew = ({ toldAt: _toldAt, message: _message, ...entry }: Entry, now: number): Entry =>
  isOver(entry) ? entry : { ...entry, state: 'owed', how: 'at-once', due: now, repeat: entry.repeat + 1 }

const isSame = (a: Entry, b: Entry): boolean =>
  a.uuid === b.uuid &&
  a.destination === b.destination &&
  a.kind === b.kind &&
  a.threshold === b.threshold &&
  a.date === b.date &&
  a.repeat === b.repeat &&
  a.state === b.state

const repairOf = (
  before: LedgerState,
  lost: readonly Entry[],
  late: readonly string[],
  now: number,
  digestAt: number,
): LedgerMove => {
  const changed = new Map<string, readonly Entry[]>()
  const tells = new Set(late)
  for (const uuid of new Set(lost.map((entry) => entry.uuid)))
    changed.set(
      uuid,
      (before.cases.get(uuid) ?? []).map((entry) => {
        if (!lost.some((one) => isSame(one, entry))) return entry
        const anew = owedAnew(entry, now)
        tells.add(messageIdOf(anew, now, digestAt))
        return anew
      }),
    )
  return { changed, tells: [...tells] }
}

/**
 * Compares the ledger of one account with what was delivered, without deciding anything anew: whatever is owed for too
 * long, and whatever was told but stands nowhere, is owed again.
 */
export const auditLedger = async (
  tools: LedgerTools,
  account: string,
  now: number,
  digestAt: number,
): Promise<Audited> => {
  const { ledger } = await tools.ledger.load(account)
  const late = lateMessages(ledger, now, digestAt)
  const lost = await lostEntries(tools.ledger, ledger, now)
  if (late.length + lost.length > 0)
    await changeLedger(tools, account, (before) => repairOf(before, lost, late, now, digestAt))
  return { late, lost, decidedAt: ledger.decidedAt }
}
