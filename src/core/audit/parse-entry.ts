import { auditVerbs } from './audit-event.ts'
import { type ChainEntry, hashOf, lineOf } from './chain.ts'
import { isEvent } from './is-event.ts'
import { isObject } from './is-object.ts'

/** Why a line is not an entry as it was written. */
export type BadLine = 'unreadable' | 'edited' | 'newer'

/** As this program writes it. */
const isMoment = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && Number.isFinite(Date.parse(value))

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

const hasShape = (value: Record<string, unknown>): boolean =>
  Number.isSafeInteger(value['seq']) &&
  Number(value['seq']) >= 1 &&
  ['at', 'instance'].every((key) => typeof value[key] === 'string') &&
  isHash(value['prev']) &&
  isHash(value['hash']) &&
  isObject(value['event']) &&
  typeof value['event']['what'] === 'string'

const isEntry = (value: unknown): value is ChainEntry => isObject(value) && value['v'] === 1 && hasShape(value)

/** Whole, but of a verb that this program has not heard of. */
const isNewer = ({ event }: ChainEntry): boolean => !auditVerbs.some((verb) => verb === event.what)

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Reads one line back; anything but the very bytes that were hashed is bad. */
export const parseEntry = (
  line: string,
): { readonly ok: true; readonly entry: ChainEntry } | { readonly ok: false; readonly bad: BadLine } => {
  const value = parsed(line)
  if (!isObject(value)) return { ok: false, bad: 'unreadable' }
  if (typeof value['v'] === 'number' && value['v'] > 1) return { ok: false, bad: 'newer' }
  if (!isEntry(value) || hashOf(value) !== value.hash || lineOf(value) !== line) return { ok: false, bad: 'edited' }
  if (isNewer(value)) return { ok: false, bad: 'newer' }
  return isMoment(value.at) && isEvent(value.event) ? { ok: true, entry: value } : { ok: false, bad: 'unreadable' }
}
