import type { AkamaiCall } from '../akamai/akamai-call.ts'
import { isMap } from '../bundle/evaluate-token-file.ts'
import { jsonOf } from '../http/json-of.ts'

export interface IdOrder {
  readonly name: string
  readonly groupId: number
  readonly resourceTierId: number | undefined
  readonly description: string | undefined
}

/** What is asked for a new or changed EdgeWorker ID; the text is the reason why not. */
export const readIdOrder = (call: AkamaiCall): IdOrder | string => {
  const sent = jsonOf(call.body)
  if (!isMap(sent)) return 'The request body is not a JSON object'
  const { name, groupId, resourceTierId, description } = sent
  if (typeof name !== 'string' || name === '') return 'The name is missing'
  const group = call.account.groups.find((known) => known.groupId === Number(groupId) && known.visible)
  if (group === undefined) return 'The group does not exist'
  if (description !== undefined && (typeof description !== 'string' || description.length > 128)) {
    return 'The description is longer than 128'
  }
  const tier = typeof resourceTierId === 'number' ? resourceTierId : undefined
  return { name, groupId: group.groupId, resourceTierId: tier, description }
}
