import type { Use } from '../../inventory/find-uses.ts'

/** Identity of a finding, as *Revoke anyway* stores it. */
export const findingId = (use: Use): string => `${use.edgeWorkerId} ${use.network} ${use.version}`
