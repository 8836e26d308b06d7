import type { AuditEvent } from './audit-event.ts'
import type { ChainHead } from './chain.ts'

const headText = /^(.+) (\d{1,15}) ([0-9a-f]{64})$/

/** The first event of an instance's chain: it names the heads of the others, so that none can lose its end unseen. */
export const trailOpened = (heads: readonly ChainHead[]): AuditEvent => ({
  what: 'trail.opened',
  actor: { kind: 'bot' },
  facts: { heads: heads.map(({ instance, seq, hash }) => `${instance} ${seq} ${hash}`) },
})

/** The heads that such an event names; none for any other. */
export const recordedHeads = (event: AuditEvent): readonly ChainHead[] => {
  const heads = event.what === 'trail.opened' ? event.facts?.['heads'] : undefined
  if (!Array.isArray(heads)) return []
  return heads.flatMap((text) => {
    const [, instance, seq, hash] = headText.exec(String(text)) ?? []
    return instance === undefined || hash === undefined ? [] : [{ instance, seq: Number(seq), hash }]
  })
}
