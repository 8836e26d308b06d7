import type { Committed, PartId, Snapshot } from '../ports/records.ts'
import type { After } from './after.ts'
import { committedSnapshot } from './committed-snapshot.ts'
import { isRecord } from './intent.ts'

/**
 * The intent on `part` that a commit took with what it changed; nothing where it was refused. `after`: the record as it was
 * put, where the commit has compared all of it. Pure.
 */
export const takenIn = (committed: Committed, part: PartId | undefined, after?: Snapshot): Pick<After, 'taken'> => {
  if (part === undefined || committed.kind !== 'ok') return {}
  const ver = isRecord(part) ? committed.record : committed.parts[part]
  if (ver === undefined) return {}
  const snapshot = after === undefined ? {} : { snapshot: committedSnapshot(after, committed, part) }
  return { taken: { part, ver, ...snapshot } }
}
