import type { ActionRecord } from '../request/record.ts'
import { freezeFor } from '../rotation/freeze-for.ts'
import type { ChatTools } from './chat-tools.ts'
import type { BoardNames } from './views/board-view.ts'

/** The freeze that keeps this record from going on now, as its board says it. */
export const freezeOn = (
  { accounts, planToolsFor, clock }: Pick<ChatTools, 'accounts' | 'planToolsFor' | 'clock'>,
  record: ActionRecord,
): Pick<BoardNames, 'freeze'> => {
  if (!accounts.includes(record.account)) return {}
  const freeze = freezeFor(record, { now: clock.now(), settings: planToolsFor(record.account).settings })
  return freeze === undefined ? {} : { freeze }
}
