import type { PlanTools } from '../core/plan/plan-tools.ts'
import type { ResourceLimit } from '../core/ports/edge-workers.ts'
import type { Log } from '../core/ports/log.ts'
import type { QuotaKind, QuotaSaid } from '../core/ports/quota.ts'

const activations: readonly QuotaKind[] = ['activation:STAGING', 'activation:PRODUCTION']

/** What a limit corrects, by Akamai's name of it; of the others (ids, versions) nothing is counted here. */
const correctionsOf = ({ name, value }: ResourceLimit): readonly (readonly [QuotaKind, QuotaSaid])[] => {
  const per = /day|minute/i.exec(name)?.[0]?.toLowerCase()
  if (value < 1 || !/activation/i.test(name)) return []
  if (per === 'day') return [['activation:PRODUCTION', { limit: value, per }]]
  return per === 'minute' ? activations.map((kind) => [kind, { limit: value, per }] as const) : []
}

/** The account's own limits (`GET /limits`) in place of the published ones; not to know them harms no scan. */
export const learnLimits = async (
  { edgeWorkers, quota }: Pick<PlanTools, 'edgeWorkers' | 'quota'>,
  account: string,
  log: Log,
): Promise<void> => {
  try {
    const corrections = (await edgeWorkers.limits()).flatMap(correctionsOf)
    await Promise.all(corrections.map(([kind, seen]) => quota.observe(account, kind, [seen])))
  } catch (error) {
    log.info('the limits could not be read', { account, why: error instanceof Error ? error.message : 'unknown' })
  }
}
