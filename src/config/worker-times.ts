import type { WorkerTimes } from './environment.ts'

/** The times of `docs/rotation.md`, scaled. A scale under 1 is for tests that kill workers and wait for the next. */
export const workerTimes = (scale: number): WorkerTimes => ({
  heartbeatMs: Math.round(1_000 * scale),
  heartbeatTtlMs: Math.round(3_000 * scale),
  absenceAfterMs: Math.round(3_000 * scale),
  lockMs: Math.round(2_000 * scale),
  stalledMs: Math.round(1_000 * scale),
  reconcileMs: Math.round(1_000 * scale),
})
