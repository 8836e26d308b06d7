import type { JsonObject } from '../json.ts'
import type { Typed } from './typed.ts'

/** A modal or an App Home as Slack holds it. */
export interface View {
  readonly id: string
  readonly person: string
  readonly kind: 'modal' | 'home'
  /** The view as the app sent it, with block ids filled in. */
  readonly content: JsonObject
  readonly hash: string
  readonly rootId: string
  readonly previousId?: string
  /** What its person has put in, as far as the app was told, by block and element. */
  readonly typed: Typed
}
