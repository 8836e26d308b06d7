import { dateOf } from '../clock/dates.ts'
import type { Token } from '../world/world.ts'
import { activationStatusOf, followSchedule } from './token-state.ts'

/** A token's row in the list: older ones have three fields, newer ones tell their refresh health, none its scope. */
export const showRow = (token: Token, now: number) => {
  const base = { expiry: token.expiry, name: token.name, uuid: token.uuid }
  if (token.generation === 'expiring') return base
  followSchedule(token, now)
  return {
    ...base,
    issueDate: dateOf(token.createdAt),
    latestRefreshDate: token.refresh.latest,
    nextScheduledRefreshDate: token.refresh.next,
    tokenActivationStatus: activationStatusOf(token, now),
  }
}

/** A token by itself: the older kind shows its value and no scope, the newer kind its scope and never a value. */
export const showToken = (token: Token, now: number) => {
  if (token.generation === 'expiring') return { ...showRow(token, now), value: token.value() }
  return {
    ...showRow(token, now),
    allowOnProduction: token.networks.includes('PRODUCTION'),
    allowOnStaging: token.networks.includes('STAGING'),
    cpcode: token.cpcode,
    namespacePermissions: token.permissions,
    ...(token.restrictTo === undefined ? {} : { restrictToEdgeWorkerIds: token.restrictTo }),
  }
}
