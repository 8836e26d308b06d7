import { type Incoming, tenantOf } from './incoming.ts'
import { isAllowedServiceUrl, type TeamsOptions } from './teams-options.ts'
import type { Bearer } from './verify-bearer.ts'

/** Both places that name a tenant must name ours. */
const isOurTenant = (activity: Incoming, { tenantId }: TeamsOptions): boolean =>
  [activity.conversation?.tenantId, activity.channelData?.tenant?.id]
    .filter((one) => one !== undefined)
    .every((one) => one === tenantId) && tenantOf(activity) !== undefined

/** Why a delivery with a good token still has no business here, for our log; undefined when it may pass. */
export const whyForbidden = (
  activity: Incoming,
  bearer: Bearer | undefined,
  options: TeamsOptions,
): string | undefined => {
  const { serviceUrl, channelId, from } = activity
  if (serviceUrl === undefined || !isAllowedServiceUrl(serviceUrl, options)) return 'service URL'
  if (channelId !== 'msteams') return 'channel'
  if (!isOurTenant(activity, options)) return 'tenant'
  if (bearer !== undefined && !bearer.endorsements.includes('msteams')) return 'endorsement'
  if (bearer !== undefined && bearer.serviceUrl !== serviceUrl) return 'service URL of the token'
  if (from?.aadObjectId === undefined || from.aadObjectId === '') return 'nobody'
  return undefined
}
