import { AsyncLocalStorage } from 'node:async_hooks'
import { defaultBundleLimits } from '../../../../src/core/bundle/bundle-limits.ts'
import type { BundleContents } from '../../../../src/core/inventory/bundle-contents.ts'
import type { StepTools } from '../../../../src/core/rotation/steps/step.ts'
import type { Line } from '../../../fakes/akamai/fate.ts'
import type { MemoryAkamai } from '../../../fakes/akamai/memory-akamai.ts'

/** Bundles are the same in every run, so what they hold is read once. */
const read = new Map<string, BundleContents>()
const inspections = {
  load: async ({ edgeWorkerId, version }: { edgeWorkerId: string; version: string }) =>
    read.get(`${edgeWorkerId} ${version}`),
  save: async ({ edgeWorkerId, version }: { edgeWorkerId: string; version: string }, contents: BundleContents) =>
    void read.set(`${edgeWorkerId} ${version}`, contents),
}

const handles = new AsyncLocalStorage<number>()
let handle = 0

/** One handle of an engine: all that it asks of Akamai bears its number. */
export const inOneHandle = <Result>(work: () => Result): Result => {
  handle += 1
  return handles.run(handle, work)
}

/** The line of a worker that looks at a record. */
export const lineOf = (worker: string, id: string, how: Omit<Line, 'worker'>): Line => ({
  ...how,
  get worker() {
    return `${worker} ${id} ${handles.getStore() ?? 0}`
  },
})

/** What a step may use in this world. `sees`: whether it sees any EdgeWorker when it looks for uses. */
export const modelTools = (akamai: MemoryAkamai, line: Line, soakMs: number, sees: boolean): StepTools => {
  const port = akamai.edgeWorkersOf(line)
  return {
    edgeKv: akamai.edgeKvOf(line),
    edgeWorkers: sees ? port : { ...port, listEdgeWorkers: async () => [] },
    inspections,
    quota: {
      take: async () => ({ ok: true }) as const,
      activationsToday: async () => ({ left: 500, perDay: 500 }),
      observe: async () => undefined,
    },
    bundles: { limits: defaultBundleLimits },
    soakMs,
    now: line.now,
  }
}
