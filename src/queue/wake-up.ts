import type { DueItem } from '../core/ports/records.ts'

const separator = '.'

/** BullMQ forbids `:` in ids and ids of digits alone; ours hold letters, digits, `-`, `_` and the separator. */
const safe = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => {
      const letter = String.fromCharCode(byte)
      return /[A-Za-z0-9-]/.test(letter) ? letter : `_${byte.toString(16).padStart(2, '0')}`
    })
    .join('')

/** One item has one id, so that it waits in the queue once. */
export const itemId = ({ account, id, part }: DueItem): string => [account, id, part].map(safe).join(separator)

/** Longer ones were not written by us. */
const longest = 200

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= longest

/** Job data holds ids alone; anything else is not ours. */
export const readItem = (data: unknown): DueItem | undefined => {
  if (typeof data !== 'object' || data === null) return undefined
  const { account, id, part }: Partial<Record<string, unknown>> = { ...data }
  return isName(account) && isName(id) && isName(part) ? { account, id, part } : undefined
}
