import type { Log } from '../../src/core/ports/log.ts'

export interface MemoryLog extends Log {
  readonly lines: { readonly level: string; readonly message: string; readonly facts: unknown }[]
  /** Everything that was logged, as text. */
  readonly text: () => string
}

export const createMemoryLog = (): MemoryLog => {
  const lines: MemoryLog['lines'] = []
  const write = (level: string) => (message: string, facts?: Readonly<Record<string, unknown>>) => {
    lines.push({ level, message, facts })
  }
  return {
    lines,
    text: () => JSON.stringify(lines),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  }
}
