import type { Binding, Plan } from './plan.ts'
import type { BindingFacts } from './plan-facts.ts'

/** Why there is no plan. */
export type NoPlan =
  | { readonly kind: 'unknown-token'; readonly name: string; readonly known: readonly string[] }
  /** Only `<name>_stg` and `<name>_prd` exist: which one? */
  | { readonly kind: 'halves'; readonly names: readonly string[] }
  /** A dead token whose scope nobody remembers. */
  | { readonly kind: 'scope-unknown'; readonly name: string }
  /** The token refreshes itself: refresh it in place (no deployment), or replace it? */
  | { readonly kind: 'refresh-or-replace'; readonly name: string }
  | { readonly kind: 'name-taken'; readonly name: string }
  /** An open request asked for this name first. */
  | { readonly kind: 'name-reserved'; readonly name: string }
  | { readonly kind: 'not-refreshable'; readonly name: string }
  /** `retry`: nothing that others deployed is left to approve. */
  | { readonly kind: 'nothing-moved'; readonly id: string }

export type Planned = { readonly kind: 'plan'; readonly plan: Plan } | NoPlan

/** A binding part, and what was known when it was made. */
export interface Bound {
  readonly binding: Binding
  readonly facts: BindingFacts
}
