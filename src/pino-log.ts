import { destination, type Logger, pino } from 'pino'
import { safeFacts, safeText } from './core/audit/safe-facts.ts'
import type { Log } from './core/ports/log.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

const logOf = (logger: Logger): Log => {
  const at =
    (level: LogLevel): Log[LogLevel] =>
    (message, facts = {}) =>
      logger[level](safeFacts(facts), safeText(message))
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/**
 * JSON lines on standard error; standard output belongs to the audit trail and to what a verb prints. Nothing that could
 * be a secret comes through: see `safeFacts`. `bound` stands in every line: the instance, the role.
 */
export const pinoLog = (options: {
  readonly level: LogLevel
  readonly bound?: Readonly<Record<string, string>>
  readonly write?: (line: string) => void
}): Log => {
  const { write } = options
  const stream = write ? { write } : destination({ dest: 2, sync: true })
  const settings = { level: options.level, base: options.bound ?? {}, timestamp: pino.stdTimeFunctions.isoTime }
  return logOf(pino({ ...settings, formatters: { level: (label) => ({ level: label }) } }, stream))
}
