import type { Network } from '../core/token/network.ts'
import type { Generation } from '../core/token/token.ts'
import type { AskTools } from './http/ask.ts'
import type { Line } from './http/send-once.ts'

/** One account's API clients. */
export interface AccountLines {
  readonly production: Line
  /** A narrower client for what touches STAGING alone; absent: `production` does it. */
  readonly staging?: Line
  readonly tools: AskTools
  /** What the account issues today. */
  readonly generation: Generation
}

/** The client for an effect on these networks: the staging one only when STAGING is all of it. */
export const lineFor = (lines: AccountLines, touched: readonly Network[]): Line => {
  const stagingOnly = touched.length > 0 && touched.every((network) => network === 'STAGING')
  return stagingOnly ? (lines.staging ?? lines.production) : lines.production
}
