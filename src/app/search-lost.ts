import type { ChatTools } from '../core/chat/chat-tools.ts'
import { tellLost } from '../core/chat/tell-lost.ts'

/**
 * Searches an account for lost rotations after the first scan of this process, and after the first that a new Redis
 * keeps; again after the next scan, where that did not go well.
 */
export const createLostSearch = (chat: ChatTools): ((account: string, isFirst: boolean) => Promise<void>) => {
  const owed = new Set(chat.accounts)
  return async (account, isFirst) => {
    if (!owed.delete(account) && !isFirst) return
    try {
      await tellLost(chat, account)
    } catch (error) {
      owed.add(account)
      const why = error instanceof Error ? error.message : 'unknown'
      chat.log.warn('lost rotations could not be looked for', { account, why })
    }
  }
}
