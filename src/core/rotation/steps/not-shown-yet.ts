import type { OutsideFailure } from '../../ports/outside-failure.ts'

/** Akamai says that it is there already, and does not show it: ours may have made it. Looked for again, with patience. */
export class NotShownYet extends Error implements OutsideFailure {
  readonly system = 'akamai'
  readonly who = 'retry'
  readonly maybeDone = true
  readonly code = 'not-shown'

  constructor(what: string) {
    super(`Akamai says that ${what} already, and does not show it.`)
    this.name = 'NotShownYet'
  }
}
