import type { ChainEntry } from './chain.ts'

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
  'digest',
  'reason',
  'facts',
  'hash',
] as const

/** A spreadsheet takes text that begins like this for a formula. */
const formula = /^[\s]*[=+\-@\t\r]/

const cell = (value: string): string => {
  const safe = formula.test(value) ? `'${value}` : value
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** One entry as a line of RFC 4180 CSV, no cell of which is a formula. */
export const csvRow = ({ at, instance, seq, event, hash }: ChainEntry): string => {
  const { what, actor, account = '', token = '', record = '', facts = {} } = event
  const { digest, reason, ...rest } = facts
  const isPerson = actor.kind === 'person'
  const from = isPerson ? `${actor.from.platform}:${actor.from.workspace}/${actor.from.user}` : ''
  const name = isPerson ? actor.name : 'the bot'
  const more = Object.keys(rest).length === 0 ? '' : JSON.stringify(rest)
  const row = [at, instance, String(seq), what, name, from, account, token, record]
  return [...row, textOf(digest), textOf(reason), more, hash].map(cell).join(',')
}
