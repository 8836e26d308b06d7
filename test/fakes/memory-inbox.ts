import type { Inbound } from '../../src/core/chat/inbound.ts'
import type { Inbox } from '../../src/core/ports/inbox.ts'

interface Entry {
  readonly id: string
  readonly inbound: Inbound
  state: 'saved' | 'runnable' | 'taken'
}

/** An inbox in memory, and what can go wrong with one. `released` is what would be run, in order. */
export interface MemoryInbox extends Inbox {
  readonly released: () => readonly Inbound[]
  readonly saved: () => readonly Inbound[]
  /** `refuse`: the script's own no; `hang`: no answer; `fail`: Redis is gone. */
  behave: (how: 'well' | 'refuse' | 'hang' | 'fail' | 'hang on release') => void
}

export const createMemoryInbox = (): MemoryInbox => {
  const entries = new Map<string, Entry>()
  const order: string[] = []
  const seen = new Set<string>()
  let how: Parameters<MemoryInbox['behave']>[0] = 'well'
  const never = new Promise<never>(() => {})
  return {
    behave: (next) => {
      how = next
    },
    saved: () => [...entries.values()].map(({ inbound }) => inbound),
    released: () => order.flatMap((id) => entries.get(id)?.inbound ?? []),
    save: async (deliveryId, inbound) => {
      if (how === 'hang') return never
      if (how === 'fail') throw new Error('redis is gone')
      if (how === 'refuse') return { kind: 'refused' }
      if (entries.has(deliveryId)) return { kind: 'seen' }
      entries.set(deliveryId, { id: deliveryId, inbound: structuredClone(inbound), state: 'saved' })
      return { kind: 'saved', id: deliveryId }
    },
    see: async (deliveryId) => {
      if (how === 'hang') return never
      if (how === 'fail') throw new Error('redis is gone')
      const isNew = !seen.has(deliveryId) && !entries.has(deliveryId)
      seen.add(deliveryId)
      return isNew
    },
    release: async (id) => {
      if (how === 'hang on release') return never
      const entry = entries.get(id)
      if (entry?.state !== 'saved') return
      entry.state = 'runnable'
      order.push(id)
    },
    take: async (limit) => {
      const runnable = [...entries.values()].filter(({ state }) => state === 'runnable').slice(0, limit)
      for (const entry of runnable) entry.state = 'taken'
      return runnable.map(({ id, inbound }) => ({ id, inbound }))
    },
    finish: async (id) => {
      entries.delete(id)
    },
    backlog: async () => [...entries.values()].filter(({ state }) => state !== 'saved').length,
  }
}
