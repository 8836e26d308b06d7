import type { DeliveryResult } from '../deliver/delivery.ts'
import { addMessage } from '../world/messages.ts'
import type { World } from '../world/world.ts'

const codes: Readonly<Record<DeliveryResult['outcome'], string | undefined>> = {
  ok: undefined,
  refused: 'dispatch_failed',
  unreachable: 'dispatch_failed',
  'not connected': 'dispatch_unknown_error',
  timeout: 'operation_timeout',
}

/** Tells a person alone, as Slackbot does, that the app did not answer a command or a click. */
export const slackbotSays = (
  world: World,
  where: { readonly person: string; readonly channel: string },
  what: string,
  outcome: DeliveryResult['outcome'],
): void => {
  const code = codes[outcome]
  if (code === undefined) return
  const text = `${what} failed with the error "${code}"`
  addMessage(world, { channel: where.channel, author: 'USLACKBOT', text, blocks: [], visibleTo: where.person })
}
