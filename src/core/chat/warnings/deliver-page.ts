import { listed } from '../../plan/listed.ts'
import type { Paged, PageEvent, Pager } from '../../ports/pager.ts'
import type { OwedMessage } from '../../request/owed.ts'
import { changeLedger } from '../../warning/change-ledger.ts'
import { urgencyOf } from '../../warning/crossing.ts'
import { pageName } from '../../warning/destination-name.ts'
import type { Entry } from '../../warning/entry.ts'
import { incidentOf } from '../../warning/message-id.ts'
import { usagesOfEntry } from '../../warning/usages-of-entry.ts'
import type { ChatTools } from '../chat-tools.ts'
import type { Outcome } from '../outcome.ts'
import { headlineOf } from '../views/warning-row.ts'
import { factsOf } from './facts-of.ts'
import { markTold } from './mark-told.ts'

type Incident = { readonly account: string; readonly uuid: string }

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')

const command = ({ account, token, kind }: Entry): string =>
  `/edgekv ${kind === 'revoked' ? 'status' : 'rotate'} ${account}/${token}`

const sinceOf = ({ diesAt, kind, at }: Entry, now: number): string =>
  kind === 'expired' || kind === 'expiring' ? iso(diesAt ?? at) : iso(at === 0 ? now : at)

const trigger = async (tools: ChatTools, entry: Entry): Promise<PageEvent> => {
  const now = tools.clock.now()
  const inventory = await tools.inventories.load(entry.account)
  const seen = [...new Set(usagesOfEntry(inventory, entry).map((usage) => usage.network.toLowerCase()))].toSorted()
  // A scan in between may not have seen it: then as the warning was decided.
  const networks = seen.length > 0 ? seen : [entry.usedOn]
  const [facts] = await factsOf(tools, [entry], now, false)
  const since = sinceOf(entry, now)
  const said = facts === undefined ? entry.token : headlineOf(facts)
  const word = entry.kind === 'expiring' ? 'dies at' : 'since'
  return {
    action: 'trigger',
    key: entry.uuid,
    summary: `EdgeKV token ${said} (account ${entry.account}, used on ${listed(networks)}, ${word} ${since}). Type: ${command(entry)}`,
    severity: entry.kind === 'expiring' ? 'error' : 'critical',
    source: entry.account,
    details: {
      token: entry.token,
      account: entry.account,
      networks: networks.join(', '),
      [entry.kind === 'expiring' ? 'diesAt' : 'since']: since,
      command: command(entry),
      owner: facts?.team ?? '',
    },
  }
}

const withoutOwed = ({ pagerOwed: _pagerOwed, ...entry }: Entry): Entry => entry

/** The pager knows: what it was told is no longer owed, unless that changed in the meantime. */
const settle = (tools: ChatTools, { account, uuid }: Incident, said: Entry['pagerOwed']): Promise<unknown> =>
  changeLedger({ ledger: tools.warnings.ledger, ids: tools.ids }, account, (before) => {
    const entries = before.cases.get(uuid) ?? []
    const after = entries.map((entry) => (entry.pagerOwed === said ? withoutOwed(entry) : entry))
    return { changed: new Map([[uuid, after]]), tells: [] }
  })

const stands = ({ state }: Entry): boolean => state === 'sent' || state === 'acknowledged'

const entriesOf = async (tools: ChatTools, { account, uuid }: Incident): Promise<readonly Entry[]> =>
  ((await tools.warnings.ledger.load(account)).ledger.cases.get(uuid) ?? []).filter(
    (entry) => entry.destination === pageName,
  )

/** Whether the watch keeps the token's incident open. */
export const isKeptOpen = async (tools: ChatTools, incident: Incident): Promise<boolean> =>
  (await entriesOf(tools, incident)).some(stands)

const dueOf = (entries: readonly Entry[], now: number): readonly Entry[] =>
  entries.filter((entry) => entry.state === 'owed' && entry.due <= now).toSorted((a, b) => urgencyOf(a) - urgencyOf(b))

type Answered = NonNullable<Entry['pagerOwed']>

/** That it is over outweighs that somebody has it; what still stands keeps the incident open. */
const answerOf = (entries: readonly Entry[]): { readonly said: Answered; readonly sends: boolean } | undefined => {
  const owed = new Set(entries.map((entry) => entry.pagerOwed))
  if (owed.has('resolve')) return { said: 'resolve', sends: !entries.some(stands) }
  return owed.has('acknowledge') ? { said: 'acknowledge', sends: true } : undefined
}

/** A second, then longer, up to a minute; never given up. */
export const pageAgain = (
  tools: Pick<ChatTools, 'log'>,
  message: OwedMessage,
  paged: Extract<Paged, { kind: 'later' }>,
): Outcome => {
  tools.log.error('the pager did not take a page; it is sent again', { page: message.id, why: paged.why })
  return { kind: 'later', afterMs: Math.min(60_000, 1_000 * 2 ** Math.min(message.tries, 6)) }
}

const sendAll = async (pager: Pager, events: readonly PageEvent[]): Promise<Paged> => {
  for (const event of events) {
    const paged = await pager.send(event)
    if (paged.kind === 'later') return paged
  }
  return { kind: 'ok' }
}

/**
 * Tells the pager what it is owed about one token, new trouble first: retried until it is accepted. An incident that
 * somebody had acknowledged and forgot is resolved before: a pager wakes nobody twice for one that is open.
 */
export const deliverPage = async (tools: ChatTools, message: OwedMessage): Promise<Outcome> => {
  const incident = incidentOf(message.id)
  const { pager } = tools.warnings
  if (incident === undefined || pager === undefined) return { kind: 'ok' }
  const entries = await entriesOf(tools, incident)
  const due = dueOf(entries, tools.clock.now())
  const [worst] = due
  const { uuid: key } = incident
  if (worst !== undefined) {
    const before: readonly PageEvent[] = worst.repeat > 0 ? [{ action: 'resolve', key }] : []
    const paged = await sendAll(pager, [...before, await trigger(tools, worst)])
    if (paged.kind === 'later') return pageAgain(tools, message, paged)
    await markTold(tools, due, message.id)
    return deliverPage(tools, message)
  }
  const next = answerOf(entries)
  if (next === undefined) return { kind: 'ok' }
  const paged = await sendAll(pager, next.sends ? [{ action: next.said, key }] : [])
  if (paged.kind === 'later') return pageAgain(tools, message, paged)
  await settle(tools, incident, next.said)
  return deliverPage(tools, message)
}
