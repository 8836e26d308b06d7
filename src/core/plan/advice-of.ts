import { adviceOnNew } from '../inventory/findings/scope-advice.ts'
import type { Binding, Remark } from './plan.ts'
import type { FindingFacts } from './plan-facts.ts'

/** What Akamai's best practices say of a token that somebody wants to create. */
export const adviceOf = ({ scan, now }: FindingFacts, { action, new: made }: Binding): readonly Remark[] =>
  action !== 'create'
    ? []
    : (made ?? []).flatMap(({ name, scope }) =>
        adviceOnNew({ inventory: scan.inventory, now }, name, scope).map(({ code, sentence, reason, advice }) => ({
          code,
          sentence: `${sentence} ${reason}`,
          advice,
        })),
      )
