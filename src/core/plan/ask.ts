import type { Scope } from '../token/scope.ts'
import type { Action } from './plan.ts'

/** What somebody asked for, as understood: enough to make the plan, and to make it again. */
export interface Ask {
  readonly action: Action
  readonly account: string
  /** The token it is about; for `create`, the name of the new one. */
  readonly token: string
  /** Parts of the scope asked for otherwise than it is. */
  readonly scope?: Partial<Scope>
  readonly expiry?: string
  readonly compromised?: true
  readonly replace?: true
  readonly fixKeys?: true
  /** `create`: two tokens, `<token>_stg` for staging and `<token>_prd` for production. */
  readonly pair?: true
  /** For `retry`: the held rotation. */
  readonly parent?: string
  /** For `adopt`: the mark that was found, and the new token that it left behind. */
  readonly mark?: string
  readonly replacement?: string
}
