import type { Log } from '../../src/core/ports/log.ts'

/** A log that keeps what it was told. */
export const keptLog = (): Log & { readonly lines: string[] } => {
  const lines: string[] = []
  const keep =
    (level: string): Log['info'] =>
    (message) => {
      lines.push(`${level} ${message}`)
    }
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') }
}
