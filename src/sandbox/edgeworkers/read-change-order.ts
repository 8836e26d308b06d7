import { isMap } from '../bundle/evaluate-token-file.ts'
import { jsonOf } from '../http/json-of.ts'
import type { Network } from '../world/world.ts'

/** What a POST of an activation, a deactivation or a rollback asks for. */
export interface ChangeOrder {
  readonly network: Network
  readonly version: string
  readonly note: string | undefined
  readonly autoPin: boolean
}

const known = {
  activation: ['network', 'version', 'note', 'autoPin'],
  deactivation: ['network', 'version', 'note'],
  rollback: ['network', 'note'],
} as const

/** The text is the reason why it is none. */
export const readChangeOrder = (body: Uint8Array, kind: keyof typeof known): ChangeOrder | string => {
  const sent = jsonOf(body)
  if (!isMap(sent)) return 'The request body is not a JSON object'
  const unknown = Object.keys(sent).find((key) => !known[kind].some((one) => one === key))
  if (unknown !== undefined) return `Unknown attribute ${unknown.slice(0, 40)}`
  const { network, version, note, autoPin } = sent
  if (network !== 'STAGING' && network !== 'PRODUCTION') return 'The network must be STAGING or PRODUCTION'
  if (kind !== 'rollback' && (typeof version !== 'string' || version === '')) return 'The version is missing'
  if (note !== undefined && (typeof note !== 'string' || note.length > 128)) return 'The note is longer than 128'
  if (autoPin !== undefined && typeof autoPin !== 'boolean') return 'autoPin must be true or false'
  return {
    network,
    version: typeof version === 'string' ? version : '',
    note: typeof note === 'string' && note !== '' ? note : undefined,
    autoPin: autoPin !== false,
  }
}
