import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { AuditEvent } from './audit-event.ts'
import { withoutSecrets } from './without-secrets.ts'

/** One line of the trail. `at`: ISO 8601 UTC. `prev`: the hash of the entry before it, `genesis` for the first. */
export interface ChainEntry {
  readonly v: 1
  readonly seq: number
  readonly at: string
  readonly instance: string
  readonly prev: string
  readonly event: AuditEvent
  readonly hash: string
}

/** The last entry of an instance's chain: what the next one is linked to. */
export interface ChainHead {
  readonly instance: string
  readonly seq: number
  readonly hash: string
}

export const genesis = '0'.repeat(64)

/** The head of a chain that has no entry yet. */
export const newChain = (instance: string): ChainHead => ({ instance, seq: 0, hash: genesis })

const canonical = (value: unknown): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('an audit entry must be JSON')
  return withoutSecrets(text)
}

/** SHA-256, hex, of the entry's RFC 8785 JSON without its `hash`. */
export const hashOf = ({ hash: _, ...rest }: Omit<ChainEntry, 'hash'> & { readonly hash?: string }): string =>
  createHash('sha256').update(canonical(rest)).digest('hex')

/** The entry as it is written: RFC 8785 JSON, so that a changed byte of any kind shows. */
export const lineOf = (entry: ChainEntry): string => canonical(entry)

/** The next entry of the chain. `atMs`: milliseconds of the clock port. */
export const linked = (head: ChainHead, event: AuditEvent, atMs: number): ChainEntry => {
  const { instance, seq, hash: prev } = head
  const entry = { v: 1, seq: seq + 1, at: new Date(atMs).toISOString(), instance, prev, event } as const
  return { ...entry, hash: hashOf(entry) }
}

export const headOf = ({ instance, seq, hash }: ChainEntry): ChainHead => ({ instance, seq, hash })
