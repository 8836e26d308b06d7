import type { RecordKey } from '../ports/records.ts'
import type { Taken } from './after.ts'
import type { EngineTools } from './engine-tools.ts'
import { expectOf } from './intent.ts'

/** Gives up an intent under which nothing was begun, so that others may take it. */
export const letGo = async (
  { records, ids }: Pick<EngineTools, 'records' | 'ids'>,
  { account, id }: RecordKey,
  { part, ver }: Taken,
): Promise<void> => {
  const expect = expectOf(part, { record: ver, ver })
  await records.commit({ op: ids.next(), account, id, expect, release: [part], events: [] })
}
