/** `critical`: something fails now, or soon. `important`: it will cost somebody a day. `advice`: Akamai's best practice. */
export const severities = ['critical', 'important', 'advice'] as const
export type Severity = (typeof severities)[number]

/** Something about a token, or about the account, that somebody should know. */
export interface Finding {
  readonly code: string
  readonly severity: Severity
  /** The token's name; absent where it is about the account. */
  readonly token?: string
  /** What is so. */
  readonly sentence: string
  /** Why that matters. */
  readonly reason: string
  /** What to do about it. */
  readonly advice: string
  /** Places that it is about, such as `EdgeWorker 4101 1.1 on production`. */
  readonly where: readonly string[]
}
