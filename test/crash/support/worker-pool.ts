import type { CrashWorld } from './crash-world.ts'
import type { WorkerProcess } from './worker-process.ts'

/** Always so many workers of one world: one that was killed is replaced at once, as a supervisor does. */
export class WorkerPool {
  readonly #world: CrashWorld
  #workers: readonly WorkerProcess[]
  #killed = 0
  #isClosed = false

  constructor(world: CrashWorld, size: number) {
    this.#world = world
    this.#workers = Array.from({ length: size }, () => this.#start())
  }

  /** How many have died since the pool began. */
  get killed(): number {
    return this.#killed
  }

  get workers(): readonly WorkerProcess[] {
    return this.#workers
  }

  async oneReady(): Promise<void> {
    await Promise.any(this.#workers.map((worker) => worker.ready))
  }

  async allReady(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.ready))
  }

  /** Replaces nobody any more. */
  close(): void {
    this.#isClosed = true
  }

  #start(): WorkerProcess {
    const worker = this.#world.startWorker()
    void worker.exited.then(() => this.#replace(worker))
    return worker
  }

  #replace(dead: WorkerProcess): void {
    this.#killed += 1
    if (this.#isClosed) return
    this.#workers = [...this.#workers.filter((worker) => worker !== dead), this.#start()]
  }
}
