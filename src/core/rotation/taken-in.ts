import type { Committed, PartId } from '../ports/records.ts'
import type { After } from './after.ts'
import { isRecord } from './intent.ts'

/** The intent on `part` that a commit took with what it changed; nothing where it was refused. Pure. */
export const takenIn = (committed: Committed, part: PartId | undefined): Pick<After, 'taken'> => {
  if (part === undefined || committed.kind !== 'ok') return {}
  const ver = isRecord(part) ? committed.record : committed.parts[part]
  return ver === undefined ? {} : { taken: { part, ver } }
}
