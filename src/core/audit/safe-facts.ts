import { Secret } from '../token/secret.ts'
import { withoutSecrets } from './without-secrets.ts'

const secretKey =
  /authori[sz]ation|signature|secret|password|cookie|api.?key|(client|access|bot|app|bearer)_?token|^value$/i
const secretText = /(xox[a-z]|xapp)-[\w-]+|akab-[\w-]+|EG1-HMAC-SHA256[^"\n]*|Bearer\s+\S+|\/\/[^/\s:@]*:[^/\s@]+@/gi
const maxDepth = 6
const maxItems = 50
const maxText = 2_000

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text)

/** The text without anything that looks like a credential, cut to 2,000 characters once that is gone. */
export const safeText = (text: string): string =>
  cut(withoutSecrets(cut(text, 10 * maxText)).replace(secretText, '[secret]'), maxText)

const safeError = (error: Error, depth: number): unknown => ({
  name: error.name,
  message: safeText(error.message),
  ...(error.stack === undefined ? {} : { stack: safeText(error.stack) }),
  // The fields of our own failures; an SDK's error may carry whole requests, so nothing else of it is kept.
  ...safeFields(error, ['code', 'status', 'who', 'system', 'maybeDone'], depth),
  ...(error.cause === undefined ? {} : { cause: safe(error.cause, depth + 1) }),
})

const safeFields = (value: object, keys: readonly string[], depth: number): Record<string, unknown> =>
  Object.fromEntries(
    keys
      .filter((key) => Reflect.get(value, key) !== undefined)
      .map((key) => [safeText(key), secretKey.test(key) ? '[secret]' : safe(Reflect.get(value, key), depth + 1)]),
  )

const safeObject = (value: object, depth: number): unknown => {
  if (value instanceof Secret) return '[secret]'
  if (depth > maxDepth) return '[…]'
  if (value instanceof Error) return safeError(value, depth)
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.slice(0, maxItems).map((item) => safe(item, depth + 1))
  if (value instanceof Map || value instanceof Set) return safe([...value], depth + 1)
  return safeFields(value, Object.keys(value).slice(0, maxItems), depth)
}

const safe = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return safeText(value)
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return String(typeof value)
  return typeof value === 'object' && value !== null ? safeObject(value, depth) : value
}

/** Facts for a log line: no `Secret`, no JWT, no header or field named like a credential, bounded in depth and length. */
export const safeFacts = (facts: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  safeFields(facts, Object.keys(facts).slice(0, maxItems), 0)
