import { type JsonObject, numberOf, stringOf } from '../json.ts'
import { type Refused, refuse } from './method.ts'

/** One page of a list by `limit` and `cursor`; the cursor is opaque to callers. */
export const pageOf = <T>(
  items: readonly T[],
  args: JsonObject,
  most: number,
): { readonly items: readonly T[]; readonly cursor: string } | Refused => {
  const limit = numberOf(args['limit']) ?? 100
  const cursor = stringOf(args['cursor']) ?? ''
  if (!Number.isInteger(limit) || limit < 1 || limit > most) return refuse('invalid_limit')
  const start = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64url').toString())
  if (!Number.isInteger(start) || start < 0) return refuse('invalid_cursor')
  const end = start + limit
  return {
    items: items.slice(start, end),
    cursor: end < items.length ? Buffer.from(String(end)).toString('base64url') : '',
  }
}
