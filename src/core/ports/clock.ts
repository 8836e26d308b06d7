/** Milliseconds since 1970, UTC. Due times, soak, lapses, thresholds and quotas follow it (and so the sandbox's clock). */
export interface Clock {
  now(): number
  /** Resolves after that much time of this clock, at once when aborted; follows jumps. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
