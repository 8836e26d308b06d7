/**
 * What every adapter throws when the outside says no: who must act, and the facts.
 * `retry`: the same call may succeed later. `stop`: it never will as asked. `operator`: somebody must mend a setting,
 * a credential or a grant. `maybeDone`: the effect may have happened although no answer arrived, so look before acting again.
 * `message` is safe for logs and people: no body, header, signature or token value.
 */
export interface OutsideFailure extends Error {
  readonly who: 'retry' | 'stop' | 'operator'
  readonly system: 'akamai' | 'slack' | 'teams' | 'redis' | 'pager'
  readonly maybeDone: boolean
  readonly status?: number
  readonly code?: string
  readonly retryAfterMs?: number
}
