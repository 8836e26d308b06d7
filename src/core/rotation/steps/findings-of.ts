import type { ActionRecord } from '../../request/record.ts'
import { findingId } from './finding-id.ts'

/** What confirm-unused found, as the ids that *Revoke anyway* stores; blind spots count too. */
export const findingsOf = (record: ActionRecord): readonly string[] => [
  ...(record.stillUsed ?? []).map(findingId),
  ...(record.blindSpots ?? []).map((spot) => `blind ${spot.code} ${spot.where ?? ''}`),
]
