import type { Inventory } from '../../inventory/inventory.ts'
import type { Block } from './view.ts'
import { counted } from './words.ts'

/** How old what is shown is, what of it could not be read, and what nobody looked at. */
export const scanAge = (inventories: readonly Inventory[]): Block => {
  const all = [...new Set(inventories)]
  const oldest = Math.min(...all.map((one) => one.scannedAt))
  const errors = all.flatMap((one) => one.errors)
  const failure = all.find((one) => one.failure !== undefined)?.failure
  const unread = all.flatMap((one) => one.unread ?? []).length
  return {
    kind: 'note',
    text: [
      'As of ',
      { time: oldest },
      '. Groups of the account that this API client cannot see were not looked at.',
      ...(failure === undefined ? [] : [' The last look, at ', { time: failure.at }, `, failed: ${failure.message}`]),
      ...(unread === 0 ? [] : [` ${counted(unread, 'active bundle')} could not be read whole.`]),
      ...(errors.length === 0 ? [] : [` Not all could be read (${counted(errors.length, 'error')}): ${errors[0]}`]),
    ],
  }
}
