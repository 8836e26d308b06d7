import type { RecordKey, Snapshot } from '../ports/records.ts'
import { lapsedSentence } from '../request/lapsed-sentence.ts'
import type { Moved, Refusal } from '../request/move.ts'
import { recordPart } from '../request/move.ts'
import type { ActionRecord } from '../request/record.ts'
import { commitMove } from '../rotation/commit-next.ts'
import { auditRefusal } from './audit-refusal.ts'
import type { Call } from './call.ts'

export type Applied =
  | { readonly kind: 'ok'; readonly record: ActionRecord }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

const unknown = (id: string): Applied => ({
  kind: 'refused',
  refusal: { code: 'unknown', sentence: `There is no ${id} here. See what is running: /edgekv status.` },
})

const tries = 8

const settled = async (call: Call, key: RecordKey, token: string, applied: Applied): Promise<Applied> => {
  if (applied.kind === 'refused')
    await auditRefusal(call, { account: key.account, record: key.id, token, code: applied.refusal.code })
  return applied
}

/**
 * Lets a person move a record: load, decide (pure), commit by compare-and-set; a lost race is decided again on what won.
 * The commit writes the decision to the trail; the winner wakes a worker.
 */
export const applyMove = async (
  call: Call,
  key: RecordKey,
  decide: (snapshot: Snapshot) => Moved | Promise<Moved>,
): Promise<Applied> => {
  const { tools } = call
  for (let n = 0; n < tries; n += 1) {
    const snapshot = await tools.records.load(key)
    if (snapshot === undefined) return unknown(key.id)
    const moved = await decide(snapshot)
    const { token } = snapshot.record.value.ask
    if (moved.kind === 'refused') return settled(call, key, token, moved)
    const committed = await commitMove(tools, snapshot, moved.move)
    if (committed.kind === 'ok') {
      const { account, id } = key
      await tools.wakeups.wake([{ account, id, part: recordPart }])
      return { kind: 'ok', record: moved.move.record }
    }
    if (committed.kind === 'lapsed') {
      const sentence = lapsedSentence(snapshot.record.value)
      return settled(call, key, token, { kind: 'refused', refusal: { code: 'lapsed', sentence } })
    }
  }
  return { kind: 'refused', refusal: { code: 'busy', sentence: `${key.id} is changing just now. Please try again.` } }
}
