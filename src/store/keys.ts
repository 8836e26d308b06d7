import type { RecordKey } from '../core/ports/records.ts'

/** One hash tag for everything, so that a cluster keeps it in one slot. BullMQ's prefix is this without the colon. */
const tag = '{ekv}:'

const ofRecord = ({ account, id }: RecordKey): string => `${account}:${id}`

/**
 * Every key of ours but for `gone:`, which the scripts alone know. Account names hold letters, digits, `_` and `-` alone.
 */
export const keys = {
  tag,
  markTag: `${tag}tag`,
  number: `${tag}number`,
  record: (key: RecordKey): string => `${tag}rec:${ofRecord(key)}`,
  events: (key: RecordKey): string => `${tag}events:${ofRecord(key)}`,
  places: (key: RecordKey): string => `${tag}places:${ofRecord(key)}`,
  allEvents: `${tag}events`,
  /** Commits whose events are not known to be in the trail: operation ids by when another process may write them. */
  untold: `${tag}untold`,
  untoldEvents: (op: string): string => `${tag}untold:${op}`,
  due: `${tag}due`,
  /** Records that have not ended: `account|id` by number. */
  open: `${tag}open`,
  /** All records of an account: id by number. */
  all: (account: string): string => `${tag}all:${account}`,
  /** Records of an account whose review is owed: id by number. */
  reviews: (account: string): string => `${tag}reviews:${account}`,
  locks: (account: string): string => `${tag}lock:${account}`,
  worker: (worker: string): string => `${tag}worker:${worker}`,
  outboxDue: `${tag}outbox:due`,
  outboxCount: `${tag}outbox:count`,
  outboxDropped: `${tag}outbox:dropped`,
  seen: (delivery: string): string => `${tag}seen:${delivery}`,
  inboxReady: `${tag}inbox:ready`,
  inboxDropped: `${tag}inbox:dropped`,
  saved: (id: string): string => `${tag}inbox:saved:${id}`,
  lease: (name: string): string => `${tag}lease:${name}`,
  quota: (account: string): string => `${tag}quota:${account}`,
  inventory: (account: string): string => `${tag}inventory:${account}`,
  unfinished: (account: string): string => `${tag}unfinished:${account}`,
  inspections: (account: string): string => `${tag}inspections:${account}`,
  conversations: `${tag}conversations`,
  ledger: (account: string): string => `${tag}ledger:${account}`,
  /** Where a message about warnings stands; `digest` of its name. */
  telling: (digest: string): string => `${tag}telling:${digest}`,
  subscriptions: `${tag}subscriptions`,
  lookRequests: `${tag}look-requests`,
  /** A form that somebody is filling in, by the platform's id. */
  draft: (form: string): string => `${tag}draft:${form}`,
  /** A post under way, by the key of its owed message. */
  attempt: (key: string): string => `${tag}attempt:${key}`,
} as const
