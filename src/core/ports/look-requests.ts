/**
 * A token that somebody outside hinted at: by name, to be looked at now; empty for its whole account. Never what was said
 * about it.
 */
export interface LookRequest {
  readonly account: string
  readonly token: string
}

/** Hints on their way to whoever scans. The same one waits once; beyond a bound the newest are left out: the next scan sees all. */
export interface LookRequests {
  ask(requests: readonly LookRequest[]): Promise<void>
  /** Takes all that wait. */
  take(): Promise<readonly LookRequest[]>
}
