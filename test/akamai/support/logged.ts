import type { Log } from '../../../src/core/ports/log.ts'

/** A log that keeps its lines. */
export const keepLog = (): Log & { lines: string[] } => {
  const lines: string[] = []
  const keep =
    (level: string) =>
    (message: string, facts: Readonly<Record<string, unknown>> = {}) => {
      lines.push(`${level} ${message} ${JSON.stringify(facts)}`)
    }
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') }
}
