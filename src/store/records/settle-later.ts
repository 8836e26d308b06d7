import type { StoreTools } from './store-tools.ts'
import { settleUntold } from './untold.ts'

/** Far less than what a process has before another one tells its events. Wall time. */
const gatherMs = 250

/** Settles many operations in one write: with a synced Redis each of its own would hold up the steps. */
export class SettleLater {
  readonly #tools: Pick<StoreTools, 'redis'>
  #ops: string[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(tools: Pick<StoreTools, 'redis'>) {
    this.#tools = tools
  }

  add(op: string): void {
    this.#ops.push(op)
    this.#timer ??= setTimeout(() => void this.flush(), gatherMs)
  }

  /** At once; what Redis does not take stays owed, and is told once more. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const ops = this.#ops.splice(0)
    if (ops.length > 0) await settleUntold(this.#tools, ops).catch(() => undefined)
  }
}
