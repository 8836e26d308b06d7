import { type Logger, LogLevel } from '@slack/web-api'
import type { Log } from '../core/ports/log.ts'
import { redact } from './redact.ts'

const textOf = (parts: readonly unknown[]): string =>
  redact(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '))

/**
 * The SDK's own logger, routed to ours: warnings and errors only, redacted. Its `debug` prints whole payloads and is
 * never let through; its errors are warnings here, because the SDK recovers from them or we report them ourselves.
 */
export const slackLogger = (log: Log): Logger => ({
  debug: () => {},
  info: () => {},
  warn: (...parts: unknown[]) => log.warn('slack sdk', { said: textOf(parts) }),
  error: (...parts: unknown[]) => log.warn('slack sdk', { said: textOf(parts) }),
  setLevel: () => {},
  getLevel: () => LogLevel.WARN,
  setName: () => {},
})
