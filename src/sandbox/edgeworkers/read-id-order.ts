import type { AkamaiCall } from '../akamai/akamai-call.ts'
import { isMap } from '../bundle/evaluate-token-file.ts'
import { jsonOf } from '../http/json-of.ts'
import type { EdgeWorker } from '../world/world.ts'
import { resourceTiers } from './resource-tiers.ts'

export interface IdOrder {
  readonly name: string
  readonly groupId: number
  readonly resourceTierId: number
  readonly description: string | undefined
}

/** What an ID is when nothing is said of it: a clone's source, or the ID that is changed. */
type Former = Partial<Pick<EdgeWorker, 'name' | 'groupId' | 'resourceTierId' | 'description'>>

const known = new Set(['name', 'groupId', 'resourceTierId', 'description'])

/** Akamai's own command line sends numbers as text. */
const readNumber = (value: unknown): number =>
  typeof value === 'number' || (typeof value === 'string' && value !== '') ? Number(value) : Number.NaN

/** What is asked for a new, cloned or changed EdgeWorker ID; the text is the reason why not. */
export const readIdOrder = (call: AkamaiCall, former?: Former): IdOrder | string => {
  const sent = jsonOf(call.body)
  if (!isMap(sent)) return 'The request body is not a JSON object'
  const unknown = Object.keys(sent).find((key) => !known.has(key))
  if (unknown !== undefined) return `Unknown attribute ${unknown.slice(0, 40)}`
  const { name, groupId, resourceTierId, description } = { ...former, ...sent }
  if (typeof name !== 'string' || name === '') return 'The name is missing'
  const group = call.account.groups.find((one) => one.groupId === readNumber(groupId) && one.visible)
  if (group === undefined) return 'The group does not exist'
  if (description !== undefined && (typeof description !== 'string' || description.length > 128)) {
    return 'The description is longer than 128'
  }
  const tier = resourceTiers.find((one) => one.resourceTierId === readNumber(resourceTierId))
  if (tier === undefined) return 'The resource tier does not exist'
  return { name, groupId: group.groupId, resourceTierId: tier.resourceTierId, description }
}
