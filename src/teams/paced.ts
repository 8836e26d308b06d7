import { setTimeout as wait } from 'node:timers/promises'
import { rootOf } from './incoming.ts'
import { conversationWindows, createPace, tenantWindows } from './pace.ts'

/** Our own rates, for one process; what several send together Teams itself bounds. */
export const createPaced = () => {
  const ofConversation = createPace(conversationWindows)
  const ofTenant = createPace(tenantWindows)
  return {
    /** Waits for a turn, and gives 0; or gives the wait in ms, when it would be over `patienceMs`, and takes no turn. */
    take: async (conversation: string, patienceMs: number): Promise<number> => {
      const turn = ofConversation(rootOf(conversation), patienceMs)
      if (!turn.mine) return turn.waitMs
      await wait(Math.max(turn.waitMs, ofTenant('', Number.POSITIVE_INFINITY).waitMs))
      return 0
    },
    /** Waits for a turn, but never longer than `mostMs`. */
    waitFor: async (conversation: string, mostMs: number): Promise<void> => {
      await wait(Math.min(mostMs, ofConversation(rootOf(conversation), Number.POSITIVE_INFINITY).waitMs))
    },
  }
}

/** For a Teams without limits, which tests alone have. */
export const unpaced: Paced = { take: async () => 0, waitFor: async () => {} }

export type Paced = ReturnType<typeof createPaced>
