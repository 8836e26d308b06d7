import { changeLedger } from '../../warning/change-ledger.ts'
import { type Entry, entryKey } from '../../warning/entry.ts'
import { told } from '../../warning/telling.ts'
import type { ChatTools } from '../chat-tools.ts'
import { warningEvent } from './warning-event.ts'

/** Writes down that a message told these entries. What changed while it was on its way is shown by another edit. */
export const markTold = async (tools: ChatTools, entries: readonly Entry[], message: string): Promise<void> => {
  const now = tools.clock.now()
  for (const [account, mine] of Map.groupBy(entries, (entry) => entry.account)) {
    const keys = new Set(mine.map(entryKey))
    await changeLedger({ ledger: tools.warnings.ledger, ids: tools.ids }, account, (before) => {
      const { changed } = told(before, mine, message, now)
      const after = [...changed.values()].flat().filter((entry) => keys.has(entryKey(entry)))
      return { changed, tells: after.every(({ state }) => state === 'sent') ? [] : [message] }
    })
  }
  await tools.audit.append(entries.map((entry) => warningEvent('warning.sent', entry)))
}
