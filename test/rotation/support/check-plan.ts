import type { RecordKey } from '../../../src/core/ports/records.ts'
import type { Readiness } from '../../../src/core/rotation/engine-tools.ts'
import { readinessOf } from '../../../src/core/rotation/readiness-of.ts'
import type { Story } from './story.ts'

/** Whether the record's plan is still what was approved, by the real check; votes are left out. */
export const checkPlan = async (story: Story, key: RecordKey): Promise<Readiness> => {
  const { value } = (await story.load(key)).record
  const tools = {
    resolving: {
      groups: {},
      port: { members: async () => [], isMember: async () => false },
      directory: { people: [] },
    },
    owners: [],
    planToolsFor: () => story.planTools,
  }
  return readinessOf(tools as never, { ...value, breakGlass: true })
}
