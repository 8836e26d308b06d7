import type { Actor, AuditEvent } from './audit-event.ts'
import type { ChainEntry } from './chain.ts'
import { csvLine } from './csv-line.ts'
import type { Reviews } from './reviews-of.ts'

type Facts = NonNullable<AuditEvent['facts']>

/** Facts with a column of their own, by the column's name. */
const factColumns = {
  state: 'state',
  digest: 'digest',
  policy: 'policy',
  policy_hash: 'policyHash',
  reason: 'reason',
  network: 'network',
  edgeworker: 'edgeWorkerId',
  version: 'version',
  activation: 'activationId',
  token_uuid: 'uuid',
} as const

/** Texts of their own that are too long for a cell; the JSON lines have them. */
const papers = ['plan', 'rules']
const inColumns: readonly string[] = [...Object.values(factColumns), ...papers]

/** The columns of an export, in order; `facts` holds what has no column of its own, as JSON. */
export const csvColumns = [
  'at',
  'instance',
  'seq',
  'what',
  'actor',
  'actor_account',
  'account',
  'token',
  'record',
  ...Object.keys(factColumns),
  'review',
  'facts',
  'hash',
] as const

const textOf = (value: Facts[string] | undefined): string =>
  typeof value === 'object' ? value.join(' ') : value === undefined ? '' : String(value)

const who = (actor: Actor): readonly [string, string] =>
  actor.kind === 'bot'
    ? ['the bot', '']
    : [actor.name, `${actor.from.platform}:${actor.from.workspace}/${actor.from.user}`]

/** Whether a review is still owed for what was done without approval. */
const reviewOf = ({ event, hash }: ChainEntry, reviews: Reviews): string => {
  if (event.what === 'break-glass.reviewed') return 'closed by this'
  if (event.what !== 'break-glass.used') return event.facts?.['of'] === 'review' ? 'reminded' : ''
  return reviews.get(hash) ?? `owed by ${textOf(event.facts?.['reviewBy'])}`.trim()
}

const moreFacts = (facts: Facts): string => {
  const rest = Object.entries(facts).filter(([key]) => !inColumns.includes(key))
  return rest.length === 0 ? '' : JSON.stringify(Object.fromEntries(rest))
}

/** One entry as a line of CSV. `reviews`: those that were closed, whenever. */
export const csvRow = (entry: ChainEntry, reviews: Reviews = new Map()): string => {
  const { at, instance, seq, event, hash } = entry
  const { what, actor, account = '', token = '', record = '', facts = {} } = event
  const own = Object.values(factColumns).map((fact) => textOf(facts[fact]))
  const first = [at, instance, String(seq), what, ...who(actor), account, token, record]
  return csvLine([...first, ...own, reviewOf(entry, reviews), moreFacts(facts), hash])
}
