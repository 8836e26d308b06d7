/** One leader at a time. `hold` resolves when this process has the lease; `signal` aborts when it is lost. */
export interface Lease {
  hold(name: string, stop: AbortSignal): Promise<{ readonly signal: AbortSignal; release(): Promise<void> }>
}
